"""The only code of this module that speaks to the database."""

from .profiles import ProfileRepository

__all__ = [
    "ProfileRepository",
]
