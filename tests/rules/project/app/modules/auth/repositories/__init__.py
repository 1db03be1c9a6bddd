"""The statements of auth."""

from .users import UserRepository

__all__ = ["UserRepository"]
