"""The tables of this module."""

from .base import Base
from .password_reset import PasswordReset
from .session import UserSession
from .user import User

__all__ = [
    "Base",
    "PasswordReset",
    "User",
    "UserSession",
]
