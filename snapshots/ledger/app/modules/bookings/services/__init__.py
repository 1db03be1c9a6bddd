"""The rules of this module. They know nothing of HTTP or SQL."""

from .bookings import BookingService

__all__ = [
    "BookingService",
]
