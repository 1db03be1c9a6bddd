"""The tables: importing this package puts them all into the metadata of its `Base`."""

from .comment import Comment

__all__ = [
    "Comment",
]
