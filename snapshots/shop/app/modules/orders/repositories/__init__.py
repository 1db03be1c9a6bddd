"""The only code of this module that speaks to the database."""

from .orders import OrderRepository

__all__ = [
    "OrderRepository",
]
