"""The only code of this module that speaks to the database."""

from .products import ProductRepository

__all__ = [
    "ProductRepository",
]
