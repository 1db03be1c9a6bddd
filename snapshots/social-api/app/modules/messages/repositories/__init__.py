"""The only code of this module that speaks to the database."""

from .messages import MessageRepository

__all__ = [
    "MessageRepository",
]
