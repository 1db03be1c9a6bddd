"""What callers send to create and to change messages."""

from uuid import UUID

from pydantic import MISSING

from app.core.schemas import LongText, RequestModel, ShortText


class MessageCreate(RequestModel):
    """A new message."""

    name: ShortText
    description: LongText | None = None
    profile_id: UUID


class MessageUpdate(RequestModel):
    """What is to change: a field that is absent stays as it is."""

    name: ShortText | MISSING = MISSING
    description: LongText | MISSING | None = MISSING
    profile_id: UUID | MISSING = MISSING
