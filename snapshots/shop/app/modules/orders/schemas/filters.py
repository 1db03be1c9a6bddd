"""How callers choose from the list of orders."""

from typing import Literal
from uuid import UUID

from app.core.schemas import PageParams, QueryInt32

from ..models import StatusChoice

Sorting = Literal[
    "created_at",
    "-created_at",
    "updated_at",
    "-updated_at",
    "number",
    "-number",
    "status",
    "-status",
]


class OrderFilters(PageParams):
    """Which page, in what order, and the values that all on it must have."""

    sort: Sorting = "-created_at"
    number: QueryInt32 | None = None
    status: StatusChoice | None = None
    customer_id: UUID | None = None
    product_id: UUID | None = None
