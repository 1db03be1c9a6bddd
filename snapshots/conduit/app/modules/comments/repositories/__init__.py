"""The only code of this module that speaks to the database."""

from .comments import CommentRepository

__all__ = [
    "CommentRepository",
]
