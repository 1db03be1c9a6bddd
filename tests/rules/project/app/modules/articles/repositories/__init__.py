"""The statements of articles."""

from .articles import ArticleRepository

__all__ = ["ArticleRepository"]
