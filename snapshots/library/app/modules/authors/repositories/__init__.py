"""The only code of this module that speaks to the database."""

from .authors import AuthorRepository

__all__ = [
    "AuthorRepository",
]
