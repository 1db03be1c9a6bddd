"""The only code of this module that speaks to the database."""

from .entries import EntryRepository

__all__ = [
    "EntryRepository",
]
