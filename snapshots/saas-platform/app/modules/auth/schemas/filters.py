"""How callers choose from lists."""

from typing import Literal
from uuid import UUID

from app.core.schemas import PageParams, ShortText

Sorting = Literal["created_at", "-created_at"]


class UserFilters(PageParams):
    """Which page, in what order, and the name that users on it must have."""

    sort: Sorting = "-created_at"
    name: ShortText | None = None


class KeyFilters(PageParams):
    """Which page, in what order, and the user whose keys are on it."""

    sort: Sorting = "-created_at"
    user_id: UUID | None = None
