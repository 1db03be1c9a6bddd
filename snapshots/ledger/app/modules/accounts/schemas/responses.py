"""What callers receive of accounts."""

import datetime as dt
from uuid import UUID

from app.core.schemas import ResponseModel

from ..models import KindChoice


class AccountResponse(ResponseModel):
    """One account."""

    id: UUID
    created_at: dt.datetime
    updated_at: dt.datetime
    number: str
    kind: KindChoice
