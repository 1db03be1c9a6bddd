"""What events and their consumers are called where there is no code: in tables and on the wire.

A name is the package and what it holds: `articles.ArticleDeleted`, `comments.on_article_deleted`.
Renaming either is a new name: what is still on its way under the old one gets parked, until `manage
outbox rename` gives it the new one.
"""

from collections.abc import Iterator
from typing import Any

from app.core.events import DomainEvent, Listener


def event_name(event: type[DomainEvent]) -> str:
    """Return the name of a kind of event."""
    return f"{_package(event.__module__)}.{event.__name__}"


def is_known(name: str) -> bool:
    """Return whether this process has a kind of event of this name."""
    return any(event_name(kind) == name for kind in _kinds(DomainEvent))


def _kinds(base: type[DomainEvent]) -> Iterator[type[DomainEvent]]:
    for kind in base.__subclasses__():
        yield kind
        yield from _kinds(kind)


def consumer_name(listener: Listener[Any]) -> str:
    """Return the name of whoever listens."""
    handle = listener.handle
    function = getattr(handle, "__qualname__", type(handle).__qualname__)
    return f"{_package(handle.__module__)}.{function.rpartition('.')[2]}"


def _package(module: str) -> str:
    return (["", *module.split(".")])[-2] or module
