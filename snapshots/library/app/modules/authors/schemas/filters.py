"""How callers choose from the list of authors."""

from typing import Literal

from app.core.schemas import Date, PageParams, ShortText

Sorting = Literal[
    "created_at",
    "-created_at",
    "updated_at",
    "-updated_at",
    "name",
    "-name",
    "born_on",
    "-born_on",
]


class AuthorFilters(PageParams):
    """Which page, in what order, and the values that all on it must have."""

    sort: Sorting = "-created_at"
    name: ShortText | None = None
    born_on: Date | None = None
