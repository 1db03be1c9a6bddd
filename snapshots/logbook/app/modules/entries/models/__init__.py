"""The tables: importing this package puts them all into the metadata of its `Base`."""

from .entry import Entry, MoodChoice

__all__ = [
    "Entry",
    "MoodChoice",
]
