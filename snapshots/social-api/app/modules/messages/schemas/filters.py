"""How callers choose from the list of messages."""

from typing import Literal
from uuid import UUID

from app.core.schemas import PageParams, ShortText

Sorting = Literal[
    "created_at",
    "-created_at",
    "updated_at",
    "-updated_at",
    "name",
    "-name",
]


class MessageFilters(PageParams):
    """Which page, in what order, and the values that all on it must have."""

    sort: Sorting = "-created_at"
    name: ShortText | None = None
    profile_id: UUID | None = None
