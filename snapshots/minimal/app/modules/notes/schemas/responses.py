"""What callers receive of notes."""

import datetime as dt
from uuid import UUID

from app.core.schemas import ResponseModel


class NoteResponse(ResponseModel):
    """One note."""

    id: UUID
    created_at: dt.datetime
    updated_at: dt.datetime
    name: str
    description: str | None
