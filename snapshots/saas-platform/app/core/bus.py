"""The bus of events: through the outbox, a table written in the transaction that causes them.

What is committed there cannot be lost. The relay delivers it when the commit is done, in whichever
process it runs, and again where that failed: see `app/core/outbox`.
"""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING, Any

from sqlalchemy.ext.asyncio import AsyncConnection

from app.core.events import Listener
from app.core.outbox.config import get_outbox_settings
from app.core.outbox.consumers import Consumers
from app.core.outbox.store import messages_of, settle

if TYPE_CHECKING:
    from app.core.db.session import UnitOfWork


class EventBus:
    """Commits events with what caused them, and wakes the relay that delivers them."""

    def __init__(
        self, unit_of_work: "Callable[[], AbstractAsyncContextManager[UnitOfWork]]"
    ) -> None:
        """Remember how a unit of work is opened: each listener gets one of its own."""
        self._unit_of_work = unit_of_work
        self.consumers = Consumers(unit_of_work)
        self.written = asyncio.Event()

    def subscribe(self, listener: Listener[Any]) -> None:
        """Let a listener know of every event of exactly its kind from now on."""
        self.consumers.add(listener)

    async def commit(self, uow: "UnitOfWork") -> None:
        """Commit a unit of work together with the events that it has recorded."""
        messages = messages_of(uow.events)
        uow.session.add_all(messages)
        await uow.session.commit()
        if isinstance(uow.session.bind, AsyncConnection):
            # The test that owns the connection will roll it back: no relay ever sees these.
            for message in messages:
                failures = await self.consumers.deliver(message)
                async with self._unit_of_work() as delivery:
                    await settle(delivery.session, message, failures, get_outbox_settings())
        elif messages:
            self.written.set()
