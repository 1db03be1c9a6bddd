"""What callers receive of tags."""

import datetime as dt
from uuid import UUID

from app.core.schemas import ResponseModel


class TagResponse(ResponseModel):
    """One tag."""

    id: UUID
    created_at: dt.datetime
    updated_at: dt.datetime
    name: str
    description: str | None
    entry_id: UUID
