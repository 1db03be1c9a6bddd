"""The only code of this module that speaks to the database."""

from .notifications import NotificationRepository

__all__ = [
    "NotificationRepository",
]
