"""What callers receive of entries."""

import datetime as dt
from typing import Any
from uuid import UUID

from app.core.schemas import DecimalText, ResponseModel

from ..models import MoodChoice


class EntryResponse(ResponseModel):
    """One entry."""

    id: UUID
    created_at: dt.datetime
    updated_at: dt.datetime
    text: str
    at: dt.datetime
    mood: MoodChoice | None
    weight: DecimalText | None
    data: dict[str, Any]
