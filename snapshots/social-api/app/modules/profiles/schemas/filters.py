"""How callers choose from the list of profiles."""

from typing import Literal
from uuid import UUID

from app.core.schemas import PageParams, ShortText

Sorting = Literal[
    "created_at",
    "-created_at",
    "updated_at",
    "-updated_at",
    "handle",
    "-handle",
]


class ProfileFilters(PageParams):
    """Which page, in what order, and the values that all on it must have."""

    sort: Sorting = "-created_at"
    handle: ShortText | None = None
    person_id: UUID | None = None
