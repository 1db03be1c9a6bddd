"""What callers send to create and to change posts."""

from uuid import UUID

from pydantic import MISSING

from app.core.schemas import LongText, RequestModel, UtcDateTime


class PostCreate(RequestModel):
    """A new post."""

    body: LongText
    published_at: UtcDateTime | None = None
    profile_id: UUID


class PostUpdate(RequestModel):
    """What is to change: a field that is absent stays as it is."""

    body: LongText | MISSING = MISSING
    published_at: UtcDateTime | MISSING | None = MISSING
    profile_id: UUID | MISSING = MISSING
