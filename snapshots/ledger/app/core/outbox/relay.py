"""The relay: takes what is due out of the outbox and delivers it, as long as the process lives.

Any number of processes may do so at once: what one has taken the others pass over, until its lease
ends. A process that is killed leaves its messages to the others, or to its next run.
"""

import asyncio
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta

import structlog
from fastapi import FastAPI

from app.core import health
from app.core.db.session import Database

from . import store
from .config import OutboxSettings, get_outbox_settings
from .store import Failure
from .tables import EVERYONE, Message

# A message that is for everyone is handed to a carrier. It returns who failed to hear it, or the
# message's own consumer if it will not be taken; it raises if nothing is taken at the moment.
Carrier = Callable[[Message], Awaitable[Sequence[Failure]]]

_PURGE_SECONDS = 3600.0
_GRACE_SECONDS = 10.0
_MAX_PAUSE_SECONDS = 30.0
_DEADLY = "the process has ended each time that this was delivered"

log = structlog.get_logger(__name__)


class ParkedError(Exception):
    """Messages wait for somebody to look at them."""


class Relay:
    """Delivers what the outbox of a database holds."""

    def __init__(self, database: Database, carry: Carrier, settings: OutboxSettings) -> None:
        """Take messages from this database, and let `carry` have those that are for everyone."""
        self._database = database
        self._carry = carry
        self._settings = settings
        self._stop = asyncio.Event()

    @asynccontextmanager
    async def running(self) -> AsyncGenerator[None]:
        """Deliver in the background; at the end, finish what is in hand and give the rest back."""
        task = asyncio.create_task(self._run(), name="outbox-relay")
        try:
            yield
        finally:
            self._stop.set()
            self._database.bus.written.set()
            with suppress(TimeoutError):
                async with asyncio.timeout(_GRACE_SECONDS):
                    await task

    async def run_once(self) -> int:
        """Deliver one batch, and return how many messages were in it.

        What cannot be delivered at the moment, because the database or what carries the messages
        is gone, is given back, and the error is raised. What was delivered and cannot be settled is
        not: it waits until its lease ends, its attempt counts, and the others pass it by.
        """
        deadline = time.monotonic() + self._settings.lease_seconds / 2
        async with self._database.unit_of_work() as uow:
            batch = await store.claim(uow.session, self._settings)
        for index, message in enumerate(batch):
            if self._stop.is_set() or time.monotonic() > deadline:
                await self._release(batch[index:])
                break
            untried = batch[index:]
            try:
                failures = await self._deliver(message)
                untried = batch[index + 1 :]
                async with self._database.unit_of_work() as uow:
                    await store.settle(uow.session, message, failures, self._settings)
            except Exception:
                await self._release(untried)
                raise
        return len(batch)

    async def purge(self) -> int:
        """Forget what was delivered longer ago than we want to know of."""
        before = datetime.now(UTC) - timedelta(days=self._settings.retention_days)
        async with self._database.unit_of_work() as uow:
            return await store.purge(uow.session, before)

    async def _run(self) -> None:
        bus, settings = self._database.bus, self._settings
        pause, purge_at = settings.poll_seconds, time.monotonic()
        while not self._stop.is_set():
            bus.written.clear()
            try:
                delivered = await self.run_once()
                if time.monotonic() >= purge_at:
                    purge_at = time.monotonic() + _PURGE_SECONDS
                    await self.purge()
            except Exception as error:
                log.warning("outbox_relay_interrupted", exc_info=error)
                await _wait(self._stop, pause)
                pause = min(pause * 2, _MAX_PAUSE_SECONDS)
                continue
            pause = settings.poll_seconds
            if not delivered:
                await _wait(bus.written, settings.poll_seconds)

    async def _deliver(self, message: Message) -> Sequence[Failure]:
        if message.attempts > self._settings.max_attempts:
            return [Failure(message.consumer, _DEADLY)]
        if message.consumer == EVERYONE:
            return await self._carry(message)
        return await self._database.bus.consumers.deliver(message)

    async def _release(self, messages: Sequence[Message]) -> None:
        # If not even this is possible, they are free when their lease ends.
        with suppress(Exception):
            async with self._database.unit_of_work() as uow:
                await store.release(uow.session, messages)


@asynccontextmanager
async def relaying(app: FastAPI, carry: Carrier) -> AsyncGenerator[None]:
    """Relay in this process, if it is one that does, and tell of what is parked."""
    database: Database = app.state.database
    database.bus.has_relay = True
    settings = get_outbox_settings()

    async def find_nothing_parked() -> None:
        async with database.unit_of_work() as uow:
            if parked := await store.count_parked(uow.session):
                raise ParkedError(f"{parked} parked: see `manage outbox list`")

    health.add(app, "outbox", find_nothing_parked, required=False)
    if not settings.relay:
        yield
        return
    async with Relay(database, carry, settings).running():
        yield


async def _wait(event: asyncio.Event, seconds: float) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()
