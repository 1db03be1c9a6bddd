"""What callers receive of posts."""

import datetime as dt
from uuid import UUID

from app.core.schemas import ResponseModel


class PostResponse(ResponseModel):
    """One post."""

    id: UUID
    created_at: dt.datetime
    updated_at: dt.datetime
    body: str
    published_at: dt.datetime | None
    profile_id: UUID
