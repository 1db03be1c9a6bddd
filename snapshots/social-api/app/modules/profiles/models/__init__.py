"""The tables: importing this package puts them all into the metadata of its `Base`."""

from .profile import Profile

__all__ = [
    "Profile",
]
