"""The rules of this module. They know nothing of HTTP or SQL."""

from .authors import AuthorService

__all__ = [
    "AuthorService",
]
