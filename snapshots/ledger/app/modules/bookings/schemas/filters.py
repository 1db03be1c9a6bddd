"""How callers choose from the list of bookings."""

from typing import Literal
from uuid import UUID

from app.core.schemas import Date, DecimalText, PageParams

Sorting = Literal[
    "created_at",
    "-created_at",
    "updated_at",
    "-updated_at",
    "amount",
    "-amount",
    "booked_on",
    "-booked_on",
]


class BookingFilters(PageParams):
    """Which page, in what order, and the values that all on it must have."""

    sort: Sorting = "-created_at"
    amount: DecimalText | None = None
    booked_on: Date | None = None
    reference: UUID | None = None
    account_id: UUID | None = None
