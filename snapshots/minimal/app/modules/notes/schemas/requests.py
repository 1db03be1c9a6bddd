"""What callers send to create and to change notes."""

from pydantic import MISSING

from app.core.schemas import LongText, RequestModel, ShortText


class NoteCreate(RequestModel):
    """A new note."""

    name: ShortText
    description: LongText | None = None


class NoteUpdate(RequestModel):
    """What is to change: a field that is absent stays as it is."""

    name: ShortText | MISSING = MISSING
    description: LongText | MISSING | None = MISSING
