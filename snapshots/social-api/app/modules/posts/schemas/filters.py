"""How callers choose from the list of posts."""

from typing import Literal
from uuid import UUID

from app.core.schemas import PageParams

Sorting = Literal[
    "created_at",
    "-created_at",
    "updated_at",
    "-updated_at",
    "published_at",
    "-published_at",
]


class PostFilters(PageParams):
    """Which page, in what order, and the values that all on it must have."""

    sort: Sorting = "-created_at"
    profile_id: UUID | None = None
