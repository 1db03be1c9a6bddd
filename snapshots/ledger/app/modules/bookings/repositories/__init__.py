"""The only code of this module that speaks to the database."""

from .bookings import BookingRepository

__all__ = [
    "BookingRepository",
]
