"""The tables: importing this package puts them all into the metadata of its `Base`."""

from .billing import Billing

__all__ = [
    "Billing",
]
