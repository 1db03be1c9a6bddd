"""The tables of this module."""

from .base import Base
from .user import User

__all__ = ["Base", "User"]
