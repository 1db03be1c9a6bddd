"""The bus of events: through the outbox, a table written in the transaction that causes them.

What is committed there cannot be lost. The relay delivers it when the commit is done, in whichever
process it runs, and again where that failed: see `app/core/outbox`.
"""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING, Any

from app.core.events import Listener
from app.core.outbox.config import get_outbox_settings
from app.core.outbox.consumers import Consumers
from app.core.outbox.store import lease, messages_of, settle

if TYPE_CHECKING:
    from app.core.db.session import UnitOfWork


class EventBus:
    """Commits events with what caused them, and wakes the relay that delivers them.

    Where there is no relay, as in a test, whoever commits delivers to the listeners that it has.
    """

    def __init__(
        self, unit_of_work: "Callable[[], AbstractAsyncContextManager[UnitOfWork]]"
    ) -> None:
        """Remember how a unit of work is opened: each listener gets one of its own."""
        self._unit_of_work = unit_of_work
        self.consumers = Consumers(unit_of_work)
        self.has_relay = False
        self.written = asyncio.Event()

    def subscribe(self, listener: Listener[Any]) -> None:
        """Let a listener know of every event of exactly its kind from now on."""
        self.consumers.add(listener)

    async def commit(self, uow: "UnitOfWork") -> None:
        """Commit a unit of work together with the events that it has recorded."""
        messages = messages_of(uow.events)
        own = [] if self.has_relay else [one for one in messages if self.consumers.of(one)]
        lease(own, get_outbox_settings())
        uow.session.add_all(messages)
        await uow.session.commit()
        if messages:
            self.written.set()
        for message in own:
            failures = await self.consumers.deliver(message)
            async with self._unit_of_work() as delivery:
                await settle(delivery.session, message, failures, get_outbox_settings())
