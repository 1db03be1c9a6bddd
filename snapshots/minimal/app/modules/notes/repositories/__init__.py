"""The only code of this module that speaks to the database."""

from .notes import NoteRepository

__all__ = [
    "NoteRepository",
]
