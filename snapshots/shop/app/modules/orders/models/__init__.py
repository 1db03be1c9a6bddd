"""The tables: importing this package puts them all into the metadata of its `Base`."""

from .order import Order, StatusChoice

__all__ = [
    "Order",
    "StatusChoice",
]
