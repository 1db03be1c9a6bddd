"""The tables: importing this package puts them all into the metadata of its `Base`."""

from .product import Product

__all__ = [
    "Product",
]
