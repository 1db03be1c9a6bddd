"""The tables: importing this package puts them all into the metadata of its `Base`."""

from .post import Post

__all__ = [
    "Post",
]
