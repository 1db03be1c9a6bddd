"""The tables: importing this package puts them all into the metadata of its `Base`."""

from .booking import Booking

__all__ = [
    "Booking",
]
