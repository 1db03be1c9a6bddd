"""The tables: importing this package puts them all into the metadata of its `Base`."""

from .notification import Notification

__all__ = [
    "Notification",
]
