"""The rules of this module. They know nothing of HTTP or SQL."""

from .articles import ArticleService

__all__ = [
    "ArticleService",
]
