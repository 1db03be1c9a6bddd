"""What callers receive of articles."""

import datetime as dt
from uuid import UUID

from app.core.schemas import ResponseModel

from ..models import StatusChoice


class ArticleResponse(ResponseModel):
    """One article."""

    id: UUID
    created_at: dt.datetime
    updated_at: dt.datetime
    title: str
    body: str
    published_at: dt.datetime | None
    status: StatusChoice
    author_id: UUID
