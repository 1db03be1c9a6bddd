"""The tables of articles."""

from .article import Article

__all__ = ["Article"]
