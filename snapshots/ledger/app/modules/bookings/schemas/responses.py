"""What callers receive of bookings."""

import datetime as dt
from uuid import UUID

from app.core.schemas import DecimalText, ResponseModel


class BookingResponse(ResponseModel):
    """One booking."""

    id: UUID
    created_at: dt.datetime
    updated_at: dt.datetime
    amount: DecimalText
    booked_on: dt.date
    reference: UUID
    account_id: UUID
