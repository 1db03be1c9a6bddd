"""How callers choose from the list of payments."""

from typing import Literal
from uuid import UUID

from app.core.schemas import DecimalText, PageParams

from ..models import MethodChoice

Sorting = Literal[
    "created_at",
    "-created_at",
    "updated_at",
    "-updated_at",
    "amount",
    "-amount",
    "method",
    "-method",
    "paid_at",
    "-paid_at",
]


class PaymentFilters(PageParams):
    """Which page, in what order, and the values that all on it must have."""

    sort: Sorting = "-created_at"
    amount: DecimalText | None = None
    method: MethodChoice | None = None
    external_id: UUID | None = None
    order_id: UUID | None = None
