"""What callers receive of products."""

import datetime as dt
from typing import Any
from uuid import UUID

from app.core.schemas import DecimalText, ResponseModel


class ProductResponse(ResponseModel):
    """One product."""

    id: UUID
    created_at: dt.datetime
    updated_at: dt.datetime
    name: str
    sku: str
    price: DecimalText
    weight: float | None
    stock: int
    active: bool
    released_on: dt.date | None
    attributes: dict[str, Any]
