"""What callers send to create and to change articles."""

from uuid import UUID

from pydantic import MISSING

from app.core.schemas import LongText, RequestModel, ShortText, UtcDateTime

from ..models import StatusChoice


class ArticleCreate(RequestModel):
    """A new article."""

    title: ShortText
    body: LongText
    published_at: UtcDateTime | None = None
    status: StatusChoice
    author_id: UUID


class ArticleUpdate(RequestModel):
    """What is to change: a field that is absent stays as it is."""

    title: ShortText | MISSING = MISSING
    body: LongText | MISSING = MISSING
    published_at: UtcDateTime | MISSING | None = MISSING
    status: StatusChoice | MISSING = MISSING
    author_id: UUID | MISSING = MISSING
