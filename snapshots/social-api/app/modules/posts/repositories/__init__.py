"""The only code of this module that speaks to the database."""

from .posts import PostRepository

__all__ = [
    "PostRepository",
]
