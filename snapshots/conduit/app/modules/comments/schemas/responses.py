"""What callers receive of comments."""

import datetime as dt
from uuid import UUID

from app.core.schemas import ResponseModel


class CommentResponse(ResponseModel):
    """One comment."""

    id: UUID
    created_at: dt.datetime
    updated_at: dt.datetime
    body: str
    article_id: UUID
