"""The rules of this module. They know nothing of HTTP or SQL."""

from .comments import CommentService

__all__ = [
    "CommentService",
]
