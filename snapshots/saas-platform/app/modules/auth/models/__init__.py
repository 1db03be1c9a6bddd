"""The tables of this module."""

from .base import Base
from .key import ApiKey
from .user import User

__all__ = ["ApiKey", "Base", "User"]
