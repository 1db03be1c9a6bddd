"""The tables: importing this package puts them all into the metadata of its `Base`."""

from .article import Article, StatusChoice

__all__ = [
    "Article",
    "StatusChoice",
]
