"""The rules of this module. They know nothing of HTTP or SQL."""

from .messages import MessageService

__all__ = [
    "MessageService",
]
