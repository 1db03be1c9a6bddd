"""What callers send to create and to change entries."""

from pydantic import MISSING

from app.core.schemas import DecimalText, JsonObject, LongText, RequestModel, UtcDateTime

from ..models import MoodChoice


class EntryCreate(RequestModel):
    """A new entry."""

    text: LongText
    at: UtcDateTime
    mood: MoodChoice | None = None
    weight: DecimalText | None = None
    data: JsonObject


class EntryUpdate(RequestModel):
    """What is to change: a field that is absent stays as it is."""

    text: LongText | MISSING = MISSING
    at: UtcDateTime | MISSING = MISSING
    mood: MoodChoice | MISSING | None = MISSING
    weight: DecimalText | MISSING | None = MISSING
    data: JsonObject | MISSING = MISSING
