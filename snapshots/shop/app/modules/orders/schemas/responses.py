"""What callers receive of orders."""

import datetime as dt
from uuid import UUID

from app.core.schemas import ResponseModel

from ..models import StatusChoice


class OrderResponse(ResponseModel):
    """One order."""

    id: UUID
    created_at: dt.datetime
    updated_at: dt.datetime
    number: int
    status: StatusChoice
    customer_id: UUID
    product_id: UUID
    note: str | None
