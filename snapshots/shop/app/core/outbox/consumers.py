"""Hands an event to those who listen to it, to each of them once."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import structlog
from pydantic_core import to_json
from sqlalchemy.exc import IntegrityError

from app.core.events import Listener

from .config import get_outbox_settings
from .names import consumer_name, event_name, is_known
from .store import Failure, write_receipt
from .tables import EVERYONE, Message

if TYPE_CHECKING:
    from app.core.db.session import UnitOfWork

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Consumer:
    """A listener, by a name that a table can keep."""

    name: str
    event_name: str
    listener: Listener[Any]


class _HeardBeforeError(Exception):
    """The consumer has had its effects already: nothing is left to do."""


class Consumers:
    """All listeners of a process."""

    def __init__(
        self, unit_of_work: "Callable[[], AbstractAsyncContextManager[UnitOfWork]]"
    ) -> None:
        """Begin with nobody who listens."""
        self.patience = get_outbox_settings().listener_seconds
        self._unit_of_work = unit_of_work
        self._consumers: defaultdict[str, list[Consumer]] = defaultdict(list)

    def add(self, listener: Listener[Any]) -> None:
        """Add one who listens, once; raise `ValueError` if its name or its event's is taken."""
        new = Consumer(consumer_name(listener), event_name(listener.event), listener)
        for known in self._consumers[new.event_name]:
            if known == new:
                return
            if known.listener.event is not listener.event:
                raise ValueError(f"two kinds of events are called `{new.event_name}`")
            if known.name == new.name:
                raise ValueError(f"two listeners of `{new.event_name}` are called `{new.name}`")
        self._consumers[new.event_name].append(new)

    def all(self) -> Sequence[Consumer]:
        """Return everyone who listens to anything."""
        return [consumer for consumers in self._consumers.values() for consumer in consumers]

    def of(self, message: Message) -> Sequence[Consumer]:
        """Return those that a message is for."""
        known = self._consumers.get(message.event_name, [])
        return [one for one in known if message.consumer in (EVERYONE, one.name)]

    async def deliver(self, message: Message) -> list[Failure]:
        """Let everyone hear a message who is meant, one after the other; return who could not."""
        consumers = self.of(message)
        if not consumers and message.consumer != EVERYONE:
            return [Failure(message.consumer, "nobody of this name listens to this event")]
        if not consumers and not is_known(message.event_name):
            # The process is of an older release than the one that recorded it, or of one that
            # calls the event something else: nobody's having heard it means nothing here.
            return [Failure(EVERYONE, "there is no event of this name here")]
        failures = [await self.tell(consumer, message) for consumer in consumers]
        return [failure for failure in failures if failure is not None]

    async def tell(self, consumer: Consumer, message: Message) -> Failure | None:
        """Let a consumer hear an event, unless it has before; return why it could not."""
        try:
            event = consumer.listener.event.model_validate_json(to_json(message.payload))
            async with asyncio.timeout(self.patience):
                await self._tell_once(consumer, message, event)
        except _HeardBeforeError:
            log.info("event_heard_before", event_id=str(message.event_id), consumer=consumer.name)
        except Exception as error:
            log.exception(
                "event_listener_failed",
                event_name=message.event_name,
                event_id=str(message.event_id),
                listener=consumer.name,
                attempt=message.attempts,
            )
            return Failure.of(consumer.name, error)
        return None

    async def _tell_once(self, consumer: Consumer, message: Message, event: Any) -> None:
        async with self._unit_of_work() as uow:
            try:
                await write_receipt(uow.session, consumer.name, message)
            except IntegrityError as error:
                raise _HeardBeforeError from error
            await consumer.listener.handle(event, uow)
