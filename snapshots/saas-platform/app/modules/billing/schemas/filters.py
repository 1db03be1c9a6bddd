"""How callers choose from the list of billings."""

from typing import Literal
from uuid import UUID

from app.core.schemas import Date, DecimalText, PageParams

Sorting = Literal[
    "created_at",
    "-created_at",
    "updated_at",
    "-updated_at",
    "amount",
    "-amount",
    "due_on",
    "-due_on",
]


class BillingFilters(PageParams):
    """Which page, in what order, and the values that all on it must have."""

    sort: Sorting = "-created_at"
    amount: DecimalText | None = None
    due_on: Date | None = None
    tenant_id: UUID | None = None
