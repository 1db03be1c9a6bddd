"""How callers choose from the list of comments."""

from typing import Literal
from uuid import UUID

from app.core.schemas import PageParams

Sorting = Literal[
    "created_at",
    "-created_at",
    "updated_at",
    "-updated_at",
]


class CommentFilters(PageParams):
    """Which page, in what order, and the values that all on it must have."""

    sort: Sorting = "-created_at"
    article_id: UUID | None = None
