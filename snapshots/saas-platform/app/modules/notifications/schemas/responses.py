"""What callers receive of notifications."""

import datetime as dt
from uuid import UUID

from app.core.schemas import ResponseModel


class NotificationResponse(ResponseModel):
    """One notification."""

    id: UUID
    created_at: dt.datetime
    updated_at: dt.datetime
    name: str
    description: str | None
