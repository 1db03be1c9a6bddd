"""The rules of this module. They know nothing of HTTP or SQL."""

from .entries import EntryService

__all__ = [
    "EntryService",
]
