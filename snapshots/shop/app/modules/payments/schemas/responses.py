"""What callers receive of payments."""

import datetime as dt
from uuid import UUID

from app.core.schemas import DecimalText, ResponseModel

from ..models import MethodChoice


class PaymentResponse(ResponseModel):
    """One payment."""

    id: UUID
    created_at: dt.datetime
    updated_at: dt.datetime
    amount: DecimalText
    method: MethodChoice | None
    paid_at: dt.datetime | None
    external_id: UUID
    order_id: UUID
