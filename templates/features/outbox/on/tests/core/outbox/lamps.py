"""An event, a listener whose effects can be counted, and a relay that is quick."""

import asyncio
from collections.abc import Callable
from uuid import UUID

from sqlalchemy import Column, Integer, MetaData, Table, Uuid, insert, select

from app.core.db.session import Database, UnitOfWork
from app.core.events import DomainEvent
from app.core.outbox.config import OutboxSettings
from app.core.outbox.relay import Relay
from app.core.outbox.tables import Message

# Quick enough for a test.
SETTINGS = OutboxSettings(poll_seconds=0.05, retry_seconds=0.01, max_attempts=3, batch_size=5)
# What a killed process had in hand is free soon.
SHORT_LEASE = SETTINGS.model_copy(update={"lease_seconds": 3.0})

effects = Table(
    "lamp_effects",
    MetaData(),
    Column("number", Integer, primary_key=True),
    Column("event_id", Uuid, nullable=False),
)


class LampLit(DomainEvent):
    """A lamp was lit."""

    room: str = "hall"


async def on_lamp_lit(event: LampLit, uow: UnitOfWork) -> None:
    """Have an effect that a second call would double."""
    await uow.session.execute(insert(effects).values(event_id=event.event_id))


async def record(database: Database, *events: DomainEvent) -> None:
    """Commit these events."""
    async with database.unit_of_work() as uow:
        for event in events:
            uow.record(event)


async def effects_of(database: Database) -> list[UUID]:
    """Return the event of each effect, sorted."""
    async with database.unit_of_work() as uow:
        return sorted(await uow.session.scalars(select(effects.c.event_id)))


async def messages(database: Database) -> list[Message]:
    """Return all messages, oldest first."""
    async with database.unit_of_work() as uow:
        return [*await uow.session.scalars(select(Message).order_by(Message.id))]


async def messages_when(
    database: Database, condition: Callable[[list[Message]], bool]
) -> list[Message]:
    """Return all messages as soon as they are as they should be."""
    async with asyncio.timeout(60):
        while True:
            found = await messages(database)
            if condition(found):
                return found
            await asyncio.sleep(0.02)


def all_delivered(found: list[Message]) -> bool:
    """Tell whether nothing is on its way."""
    return all(message.delivered_at is not None for message in found)


def local_relay(database: Database, settings: OutboxSettings = SETTINGS) -> Relay:
    """Return a relay that takes events to the listeners of its own process."""
    return Relay(database, database.bus.consumers.deliver, settings)
