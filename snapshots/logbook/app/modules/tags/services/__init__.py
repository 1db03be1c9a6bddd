"""The rules of this module. They know nothing of HTTP or SQL."""

from .tags import TagService

__all__ = [
    "TagService",
]
