"""How callers choose from the list of entries."""

from typing import Literal

from app.core.schemas import DecimalText, PageParams

from ..models import MoodChoice

Sorting = Literal[
    "created_at",
    "-created_at",
    "updated_at",
    "-updated_at",
    "at",
    "-at",
    "mood",
    "-mood",
    "weight",
    "-weight",
]


class EntryFilters(PageParams):
    """Which page, in what order, and the values that all on it must have."""

    sort: Sorting = "-created_at"
    mood: MoodChoice | None = None
    weight: DecimalText | None = None
