"""What callers receive of messages."""

import datetime as dt
from uuid import UUID

from app.core.schemas import ResponseModel


class MessageResponse(ResponseModel):
    """One message."""

    id: UUID
    created_at: dt.datetime
    updated_at: dt.datetime
    name: str
    description: str | None
    profile_id: UUID
