"""The tables: importing this package puts them all into the metadata of its `Base`."""

from .account import Account, KindChoice

__all__ = [
    "Account",
    "KindChoice",
]
