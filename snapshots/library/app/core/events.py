"""Domain events: what happened, told to whoever listens, after it has been committed.

A module declares its events in `events.py`, records them with `UnitOfWork.record`, and lists its
listeners in its `MODULE`. How an event gets from one to the other stands in `bus.py`.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Generic, TypeVar
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from app.core.ids import new_id

if TYPE_CHECKING:
    from app.core.db.session import UnitOfWork


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
