"""The rules of this module. They know nothing of HTTP or SQL."""

from .posts import PostService

__all__ = [
    "PostService",
]
