"""Domain events: what happened, told to whoever listens, after it has been committed.

A module declares its events in `events.py`, records them with `UnitOfWork.record`, and lists its
listeners in its `MODULE`. The bus is in-process and awaited: it works in a request, a command and a
test alike.
"""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from uuid import UUID

import structlog
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from app.core.ids import new_id

if TYPE_CHECKING:
    from app.core.db.session import UnitOfWork

log = structlog.get_logger(__name__)


class DomainEvent(BaseModel):
    """Something that happened: named in the past tense, made of ids and primitives."""

    model_config = ConfigDict(frozen=True)

    event_id: UUID = Field(default_factory=new_id)
    occurred_at: AwareDatetime = Field(default_factory=lambda: datetime.now(UTC))


EventT = TypeVar("EventT", bound=DomainEvent)


@dataclass(frozen=True)
class Listener(Generic[EventT]):
    """A function that wants to know of one kind of event.

    It may be called twice for one event, so it must be able to bear that.
    """

    event: type[EventT]
    handle: "Callable[[EventT, UnitOfWork], Awaitable[None]]"


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
