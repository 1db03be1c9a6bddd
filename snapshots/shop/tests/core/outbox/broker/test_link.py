"""From the commit through a broker to the listener: once, whatever is down meanwhile."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import NoReturn
from uuid import UUID

import pytest

from app.core.broker import link as link_module
from app.core.broker.config import BrokerSettings
from app.core.broker.link import BrokerDownError, Link
from app.core.db import migrations
from app.core.db.session import Database, UnitOfWork
from app.core.events import Listener
from app.core.outbox import consumers, store
from app.core.outbox.manifest import OUTBOX
from app.core.outbox.relay import Relay
from tests.database import empty_database

from ..lamps import (
    SETTINGS,
    LampLit,
    all_delivered,
    effects_of,
    messages,
    messages_when,
    on_lamp_lit,
    record,
)
from .place import remove
from .proxy import Wire

pytestmark = pytest.mark.integration

EVENTS = 50


@asynccontextmanager
async def running(database: Database, settings: BrokerSettings) -> AsyncGenerator[Link]:
    """Relay to the broker, and hear what comes from there."""
    link = Link(database, settings)
    async with link.running(), Relay(database, link.carry, SETTINGS).running():
        yield link


async def connected(link: Link) -> None:
    """Wait until there is a connection."""
    async with asyncio.timeout(60):
        while True:
            try:
                return await link.ping()
            except BrokerDownError:
                await asyncio.sleep(0.05)


async def effects_when(database: Database, count: int) -> list[UUID]:
    """Return the effects when there are so many, and a little later: no other may follow."""
    async with asyncio.timeout(60):
        while True:
            if len(await effects_of(database)) >= count:
                break
            await asyncio.sleep(0.05)
    await asyncio.sleep(0.5)
    return await effects_of(database)


async def test_an_event_reaches_its_listener(outbox: Database, broker: BrokerSettings) -> None:
    event = LampLit(room="cellar")
    heard: list[LampLit] = []

    async def listening(event: LampLit, uow: UnitOfWork) -> None:
        heard.append(event)
        await on_lamp_lit(event, uow)

    outbox.bus.subscribe(Listener(LampLit, listening))
    async with running(outbox, broker) as link:
        await connected(link)
        await record(outbox, event)
        effects = await effects_when(outbox, 1)

    assert (heard, effects) == ([event], [event.event_id])
    assert [message.attempts for message in await messages(outbox)] == [1]


async def test_every_listener_hears_an_event(outbox: Database, broker: BrokerSettings) -> None:
    async def another(event: LampLit, uow: UnitOfWork) -> None:
        await on_lamp_lit(event, uow)

    event = LampLit()
    outbox.bus.subscribe(Listener(LampLit, on_lamp_lit))
    outbox.bus.subscribe(Listener(LampLit, another))
    async with running(outbox, broker) as link:
        await connected(link)
        await record(outbox, event)

        assert await effects_when(outbox, 2) == [event.event_id, event.event_id]


async def test_processes_with_the_same_listener_share_its_events(
    outbox: Database, broker: BrokerSettings, url: str
) -> None:
    events = [LampLit() for _ in range(EVENTS)]
    outbox.bus.subscribe(Listener(LampLit, on_lamp_lit))
    other = Database.connect(url)
    other.bus.subscribe(Listener(LampLit, on_lamp_lit))
    async with AsyncExitStack() as stack:
        stack.push_async_callback(other.dispose)
        for database in (outbox, other):
            await connected(await stack.enter_async_context(running(database, broker)))
        await record(outbox, *events)
        effects = await effects_when(outbox, EVENTS)

    assert effects == sorted(event.event_id for event in events)


async def test_every_service_hears_an_event_once(
    outbox: Database, broker: BrokerSettings, url: str
) -> None:
    heard: list[str] = []
    everything = asyncio.Event()

    def in_service(name: str) -> Listener[LampLit]:
        async def listening(event: LampLit, uow: UnitOfWork) -> None:
            heard.append(name)
            if len(heard) == 2 * EVENTS:
                everything.set()

        return Listener(LampLit, listening)

    theirs = broker.model_copy(update={"broker_service": "theirs"})
    outbox.bus.subscribe(in_service("ours"))
    async with AsyncExitStack() as stack:
        elsewhere = stack.enter_context(empty_database(url))
        migrations.upgrade(elsewhere, [OUTBOX])
        other = Database.connect(elsewhere)
        other.bus.subscribe(in_service("theirs"))
        stack.push_async_callback(remove, theirs, other.bus.consumers.all())
        stack.push_async_callback(other.dispose)
        for database, settings in ((outbox, broker), (other, theirs)):
            await connected(await stack.enter_async_context(running(database, settings)))
        await record(outbox, *(LampLit() for _ in range(EVENTS)))
        async with asyncio.timeout(60):
            await everything.wait()
        await asyncio.sleep(0.5)

    assert sorted(heard) == ["ours"] * EVENTS + ["theirs"] * EVENTS


async def test_a_listener_that_fails_is_tried_again_until_it_is_parked(
    outbox: Database, broker: BrokerSettings
) -> None:
    poison, sound = LampLit(room="poison"), LampLit()

    async def choosy(event: LampLit, uow: UnitOfWork) -> None:
        if event == poison:
            raise RuntimeError("no bulb")
        await on_lamp_lit(event, uow)

    outbox.bus.subscribe(Listener(LampLit, choosy))
    async with running(outbox, broker) as link:
        await connected(link)
        await record(outbox, poison, sound)
        found = await messages_when(outbox, lambda found: any(m.parked_at for m in found))
        effects = await effects_when(outbox, 1)

    (parked,) = [message for message in found if message.parked_at]
    assert (parked.consumer, parked.attempts) == ("broker.choosy", SETTINGS.max_attempts)
    assert effects == [sound.event_id]


async def test_a_message_comes_again_if_the_database_is_gone(
    outbox: Database, broker: BrokerSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(link_module, "_REDELIVERY_SECONDS", 0.01)
    outbox.bus.subscribe(Listener(LampLit, on_lamp_lit))
    event = LampLit()

    async def refuse(*_: object) -> NoReturn:
        raise ConnectionError("gone")

    monkeypatch.setattr(store, "retry_later", refuse)
    monkeypatch.setattr(consumers, "write_receipt", refuse)
    async with running(outbox, broker) as link:
        await connected(link)
        await record(outbox, event)
        await messages_when(outbox, all_delivered)
        await asyncio.sleep(0.5)
        assert await effects_of(outbox) == []
        monkeypatch.undo()

        assert await effects_when(outbox, 1) == [event.event_id]


async def test_a_process_that_does_not_consume_sends_only(
    outbox: Database, broker: BrokerSettings, url: str
) -> None:
    event = LampLit()
    outbox.bus.subscribe(Listener(LampLit, on_lamp_lit))
    async with running(outbox, broker.model_copy(update={"broker_consume": False})) as link:
        await connected(link)
        await record(outbox, event)
        await messages_when(outbox, lambda found: bool(found) and all_delivered(found))
        await asyncio.sleep(0.5)
        assert await effects_of(outbox) == []

    async with Link(outbox, broker).running():
        assert await effects_when(outbox, 1) == [event.event_id]


@pytest.mark.parametrize("seconds", [0, 0.01, 1])
async def test_a_process_ends_while_it_looks_for_the_broker(
    outbox: Database, wired: BrokerSettings, wire: Wire, seconds: float
) -> None:
    await wire.cut()
    others = asyncio.all_tasks()

    async with asyncio.timeout(20), Link(outbox, wired).running():
        await asyncio.sleep(seconds)

    await asyncio.sleep(0.1)
    assert asyncio.all_tasks() <= others


async def test_a_process_ends_while_the_broker_is_gone(
    outbox: Database, wired: BrokerSettings, wire: Wire
) -> None:
    outbox.bus.subscribe(Listener(LampLit, on_lamp_lit))
    others = asyncio.all_tasks()

    link = Link(outbox, wired)
    async with asyncio.timeout(40), link.running():
        await connected(link)
        await wire.cut()

    await asyncio.sleep(0.1)
    assert asyncio.all_tasks() <= others


async def test_what_is_recorded_while_the_broker_is_down_is_delivered_once_later(
    outbox: Database, wired: BrokerSettings, wire: Wire
) -> None:
    first, second, third = LampLit(), LampLit(), LampLit()
    outbox.bus.subscribe(Listener(LampLit, on_lamp_lit))
    await wire.cut()

    async with running(outbox, wired) as link:
        await record(outbox, first)
        await asyncio.sleep(1)
        with pytest.raises(BrokerDownError):
            await link.ping()
        assert [message.delivered_at for message in await messages(outbox)] == [None]

        await wire.mend()
        assert await effects_when(outbox, 1) == [first.event_id]

        await wire.cut()
        await record(outbox, second)
        await asyncio.sleep(1)
        with pytest.raises(BrokerDownError):
            await link.ping()
        assert len(await effects_of(outbox)) == 1

        await wire.mend()
        await record(outbox, third)
        effects = await effects_when(outbox, 3)

    assert effects == [event.event_id for event in (first, second, third)]
    assert all(message.delivered_at for message in await messages(outbox))
