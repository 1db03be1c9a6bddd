"""The rules of this module. They know nothing of HTTP or SQL."""

from .notifications import NotificationService

__all__ = [
    "NotificationService",
]
