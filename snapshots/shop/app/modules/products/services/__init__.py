"""The rules of this module. They know nothing of HTTP or SQL."""

from .products import ProductService

__all__ = [
    "ProductService",
]
