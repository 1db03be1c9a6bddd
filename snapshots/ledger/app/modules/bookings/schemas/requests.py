"""What callers send to create and to change bookings."""

from uuid import UUID

from pydantic import MISSING

from app.core.schemas import Date, DecimalText, RequestModel


class BookingCreate(RequestModel):
    """A new booking."""

    amount: DecimalText
    booked_on: Date
    reference: UUID
    account_id: UUID


class BookingUpdate(RequestModel):
    """What is to change: a field that is absent stays as it is."""

    amount: DecimalText | MISSING = MISSING
    booked_on: Date | MISSING = MISSING
    reference: UUID | MISSING = MISSING
    account_id: UUID | MISSING = MISSING
