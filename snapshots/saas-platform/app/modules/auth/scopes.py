"""What a key may do.

To give a module a scope of its own, add a line such as `ARTICLES_WRITE = "articles:write"`, and let
its `routers.py` say `require(Scope.ARTICLES_WRITE)`.
"""

from collections.abc import Iterable
from enum import StrEnum


class Scope(StrEnum):
    """One thing that a key may do; `ADMIN` includes all others."""

    READ = "read"
    WRITE = "write"
    ADMIN = "admin"


def join_scopes(scopes: Iterable[Scope]) -> str:
    """Return scopes as they are stored: sorted, without doubles, a space between two."""
    return " ".join(sorted(set(scopes)))


def split_scopes(stored: str) -> list[Scope]:
    """Return stored scopes; one that the application has no longer is passed over."""
    known = set(Scope)
    return [Scope(name) for name in stored.split() if name in known]
