"""The rules of this module. They know nothing of HTTP or SQL."""

from .accounts import AccountService

__all__ = [
    "AccountService",
]
