"""What callers receive of profiles."""

import datetime as dt
from uuid import UUID

from app.core.schemas import ResponseModel


class ProfileResponse(ResponseModel):
    """One profile."""

    id: UUID
    created_at: dt.datetime
    updated_at: dt.datetime
    handle: str
    about: str | None
    person_id: UUID
