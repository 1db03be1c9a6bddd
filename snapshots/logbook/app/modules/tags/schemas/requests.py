"""What callers send to create and to change tags."""

from uuid import UUID

from pydantic import MISSING

from app.core.schemas import LongText, RequestModel, ShortText


class TagCreate(RequestModel):
    """A new tag."""

    name: ShortText
    description: LongText | None = None
    entry_id: UUID


class TagUpdate(RequestModel):
    """What is to change: a field that is absent stays as it is."""

    name: ShortText | MISSING = MISSING
    description: LongText | MISSING | None = MISSING
    entry_id: UUID | MISSING = MISSING
