"""How callers choose from the list of accounts."""

from typing import Literal

from app.core.schemas import PageParams, ShortText

from ..models import KindChoice

Sorting = Literal[
    "created_at",
    "-created_at",
    "updated_at",
    "-updated_at",
    "number",
    "-number",
    "kind",
    "-kind",
]


class AccountFilters(PageParams):
    """Which page, in what order, and the values that all on it must have."""

    sort: Sorting = "-created_at"
    number: ShortText | None = None
    kind: KindChoice | None = None
