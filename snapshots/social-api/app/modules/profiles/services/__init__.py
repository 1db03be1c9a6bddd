"""The rules of this module. They know nothing of HTTP or SQL."""

from .profiles import ProfileService

__all__ = [
    "ProfileService",
]
