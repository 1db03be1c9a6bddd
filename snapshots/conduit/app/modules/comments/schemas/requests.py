"""What callers send to create and to change comments."""

from uuid import UUID

from pydantic import MISSING

from app.core.schemas import LongText, RequestModel


class CommentCreate(RequestModel):
    """A new comment."""

    body: LongText
    article_id: UUID


class CommentUpdate(RequestModel):
    """What is to change: a field that is absent stays as it is."""

    body: LongText | MISSING = MISSING
    article_id: UUID | MISSING = MISSING
