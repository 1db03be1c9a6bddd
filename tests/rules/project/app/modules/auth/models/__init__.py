"""The tables of auth."""

from .user import User

__all__ = ["User"]
