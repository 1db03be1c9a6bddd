"""How callers choose from the list of tenants."""

from typing import Literal
from uuid import UUID

from app.core.schemas import PageParams, ShortText

from ..models import PlanChoice

Sorting = Literal[
    "created_at",
    "-created_at",
    "updated_at",
    "-updated_at",
    "name",
    "-name",
    "plan",
    "-plan",
]


class TenantFilters(PageParams):
    """Which page, in what order, and the values that all on it must have."""

    sort: Sorting = "-created_at"
    name: ShortText | None = None
    plan: PlanChoice | None = None
    owner_id: UUID | None = None
