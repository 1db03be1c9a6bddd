"""The tables: importing this package puts them all into the metadata of its `Base`."""

from .author import Author

__all__ = [
    "Author",
]
