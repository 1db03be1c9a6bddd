"""The bus of events: in this process, and awaited.

It works in a request, a command and a test alike.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING, Any

import structlog

from app.core.events import DomainEvent, Listener

if TYPE_CHECKING:
    from app.core.db.session import UnitOfWork

log = structlog.get_logger(__name__)


class EventBus:
    """Hands each event to its listeners, each in a unit of work of its own."""

    def __init__(
        self, unit_of_work: "Callable[[], AbstractAsyncContextManager[UnitOfWork]]"
    ) -> None:
        """Remember how a unit of work is opened."""
        self._unit_of_work = unit_of_work
        self._listeners: defaultdict[type[DomainEvent], list[Listener[Any]]] = defaultdict(list)

    def subscribe(self, listener: Listener[Any]) -> None:
        """Let a listener know of every event of exactly its kind from now on."""
        self._listeners[listener.event].append(listener)

    async def commit(self, uow: "UnitOfWork") -> None:
        """Commit a unit of work, and publish what it has recorded if that went well."""
        await uow.session.commit()
        await self.publish(uow.events)

    async def publish(self, events: Iterable[DomainEvent]) -> None:
        """Tell the listeners of each event, in order; the failure of one reaches nobody else."""
        for event in events:
            for listener in self._listeners.get(type(event), ()):
                try:
                    async with self._unit_of_work() as uow:
                        await listener.handle(event, uow)
                except Exception:
                    log.exception(
                        "event_listener_failed",
                        event_name=type(event).__name__,
                        event_id=str(event.event_id),
                        listener=getattr(listener.handle, "__qualname__", repr(listener.handle)),
                    )
