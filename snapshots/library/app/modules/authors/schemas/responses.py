"""What callers receive of authors."""

import datetime as dt
from uuid import UUID

from app.core.schemas import ResponseModel


class AuthorResponse(ResponseModel):
    """One author."""

    id: UUID
    created_at: dt.datetime
    updated_at: dt.datetime
    name: str
    born_on: dt.date | None
