"""The link to the broker: made in the background, so that nothing waits for a broker that is down.

As long as there is none, events stay in the outbox, and requests are answered as ever.
"""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager, suppress

import structlog
from fastapi import FastAPI
from pydantic import ValidationError

from app.core import health
from app.core.db.session import Database
from app.core.outbox import store
from app.core.outbox.config import get_outbox_settings
from app.core.outbox.consumers import Consumer
from app.core.outbox.store import Failure
from app.core.outbox.tables import Message

from . import adapter
from .config import BrokerSettings, get_broker_settings
from .envelope import Envelope, enclose, open_for

_RETRY_SECONDS = 2.0
_REDELIVERY_SECONDS = 1.0

log = structlog.get_logger(__name__)


class BrokerDownError(ConnectionError):
    """There is no connection to the broker at the moment."""


class Link:
    """The connection of a process to the broker."""

    def __init__(self, database: Database, settings: BrokerSettings) -> None:
        """Send for this database, and let its listeners hear."""
        self._database = database
        self._settings = settings
        self._broker: adapter.Broker | None = None

    @asynccontextmanager
    async def running(self) -> AsyncGenerator[None]:
        """Connect in the background, as often as it takes; the connection then mends itself."""
        connecting = asyncio.create_task(self._connect(), name="broker-link")
        try:
            yield
        finally:
            connecting.cancel()
            with suppress(asyncio.CancelledError):
                await connecting
            if self._broker is not None:
                await _stop(self._broker)

    async def carry(self, message: Message) -> Sequence[Failure]:
        """Send a message of the outbox; raise if the broker cannot be reached at the moment."""
        if self._broker is None:
            raise BrokerDownError("the broker has not been reached yet")
        envelope = enclose(message, self._settings.source)
        try:
            async with asyncio.timeout(self._settings.broker_patience_seconds):
                await adapter.send(self._broker, self._settings, envelope)
        except adapter.REFUSALS as error:
            return [Failure.of(message.consumer, error)]
        return []

    def ear_of(self, consumer: Consumer) -> adapter.Ear:
        """Return what lets a consumer hear a message, and raises if it has to come again.

        A listener that fails gets it again from the outbox, which knows how often and when.
        """

        async def ear(body: bytes) -> None:
            await self._hear(consumer, body)

        return ear

    async def ping(self) -> None:
        """Raise if there is no connection."""
        if self._broker is None or not await self._broker.ping(timeout=1.0):
            raise BrokerDownError("there is no connection to the broker")

    async def _hear(self, consumer: Consumer, body: bytes) -> None:
        try:
            envelope = Envelope.model_validate_json(body)
        except ValidationError:
            log.exception("event_unreadable", listener=consumer.name)
            return
        if _tells_itself(consumer) and envelope.source != self._settings.source:
            return
        message = open_for(consumer.name, envelope)
        try:
            failure = await self._database.bus.consumers.tell(consumer, message)
            if failure is not None:
                async with self._database.unit_of_work() as uow:
                    await store.retry_later(uow.session, message, failure, get_outbox_settings())
        except Exception:
            # The database is gone: without a pause, the message would come again at once.
            await asyncio.sleep(_REDELIVERY_SECONDS)
            raise

    async def _connect(self) -> None:
        consumers = self._database.bus.consumers.all()
        while self._broker is None:
            broker = adapter.make_broker(self._settings, consumers, self.ear_of)
            try:
                await adapter.start(broker, self._settings)
                self._broker = broker
            except Exception as error:
                log.warning("broker_unavailable", exc_info=error)
                await _stop(broker)
                await asyncio.sleep(_RETRY_SECONDS)
            except asyncio.CancelledError:
                await _stop(broker)
                raise


@asynccontextmanager
async def linked(app: FastAPI) -> AsyncGenerator[Link]:
    """Link this process to the broker; without it the process is degraded, and still serves."""
    link = Link(app.state.database, get_broker_settings())
    health.add(app, "broker", link.ping, required=False)
    async with link.running():
        yield link


def _tells_itself(consumer: Consumer) -> bool:
    """Tell whether a package listens to its own event: in another service, that is its copy's."""
    return consumer.name.partition(".")[0] == consumer.event_name.partition(".")[0]


async def _stop(broker: adapter.Broker) -> None:
    # Whoever is not there cannot be told goodbye.
    with suppress(Exception):
        await adapter.stop(broker)
