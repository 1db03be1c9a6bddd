"""A process of its own, to be killed: `python -m tests.core.outbox.process <task>`."""

import asyncio
import os
import sys

from sqlalchemy import insert

from app.core.db.session import Database, UnitOfWork
from app.core.events import Listener

from .lamps import SHORT_LEASE, LampLit, effects, local_relay, on_lamp_lit


async def write(database: Database) -> None:
    """Commit an event, say so, and wait to be killed before anyone can deliver it."""
    async with database.unit_of_work() as uow:
        uow.record(LampLit())
    await _wait_for_the_end("committed")


async def hang(database: Database) -> None:
    """Take an event, say so in the middle of its delivery, and wait to be killed."""

    async def on_lamp_lit(event: LampLit, uow: UnitOfWork) -> None:
        await uow.session.execute(insert(effects).values(event_id=event.event_id))
        await _wait_for_the_end("delivering")

    database.bus.subscribe(Listener(LampLit, on_lamp_lit))
    await local_relay(database, SHORT_LEASE).run_once()


async def relay(database: Database) -> None:
    """Say that it delivers, and do so."""
    database.bus.subscribe(Listener(LampLit, on_lamp_lit))
    async with local_relay(database).running():
        await _wait_for_the_end("relaying")


async def _wait_for_the_end(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


if __name__ == "__main__":
    task = {"write": write, "hang": hang, "relay": relay}[sys.argv[1]]
    asyncio.run(task(Database.connect(os.environ["DATABASE_URL"])))
