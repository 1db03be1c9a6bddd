"""The only code of this module that speaks to the database."""

from .accounts import AccountRepository

__all__ = [
    "AccountRepository",
]
