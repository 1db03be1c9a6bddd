"""How callers choose from the list of articles."""

from typing import Literal
from uuid import UUID

from app.core.schemas import PageParams, ShortText

from ..models import StatusChoice

Sorting = Literal[
    "created_at",
    "-created_at",
    "updated_at",
    "-updated_at",
    "title",
    "-title",
    "published_at",
    "-published_at",
    "status",
    "-status",
]


class ArticleFilters(PageParams):
    """Which page, in what order, and the values that all on it must have."""

    sort: Sorting = "-created_at"
    title: ShortText | None = None
    status: StatusChoice | None = None
    author_id: UUID | None = None
