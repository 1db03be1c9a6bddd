"""The only code of this module that speaks to the database."""

from .tags import TagRepository

__all__ = [
    "TagRepository",
]
