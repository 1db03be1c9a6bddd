"""The tables: importing this package puts them all into the metadata of its `Base`."""

from .payment import MethodChoice, Payment

__all__ = [
    "MethodChoice",
    "Payment",
]
