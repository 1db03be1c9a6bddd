"""The tables: importing this package puts them all into the metadata of its `Base`."""

from .note import Note

__all__ = [
    "Note",
]
