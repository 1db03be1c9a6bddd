"""The tables: importing this package puts them all into the metadata of its `Base`."""

from .tag import Tag

__all__ = [
    "Tag",
]
