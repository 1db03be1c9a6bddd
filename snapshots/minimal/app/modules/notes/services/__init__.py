"""The rules of this module. They know nothing of HTTP or SQL."""

from .notes import NoteService

__all__ = [
    "NoteService",
]
