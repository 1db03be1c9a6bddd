"""The tables of this module."""

from .base import Base
from .session import UserSession
from .user import User

__all__ = [
    "Base",
    "User",
    "UserSession",
]
