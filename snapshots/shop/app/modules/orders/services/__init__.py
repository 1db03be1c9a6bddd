"""The rules of this module. They know nothing of HTTP or SQL."""

from .orders import OrderService

__all__ = [
    "OrderService",
]
