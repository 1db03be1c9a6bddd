"""The only code of this module that speaks to the database."""

from .articles import ArticleRepository

__all__ = [
    "ArticleRepository",
]
