"""What is committed is delivered: once, however often it is tried, and whoever dies meanwhile."""

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.db.session import Database, UnitOfWork
from app.core.events import DomainEvent, Listener
from app.core.outbox import store
from app.core.outbox.config import OutboxSettings
from app.core.outbox.tables import EVERYONE, Heard, Message

from .lamps import (
    SETTINGS,
    SHORT_LEASE,
    LampLit,
    all_delivered,
    effects_of,
    local_relay,
    messages,
    messages_when,
    on_lamp_lit,
    record,
)

pytestmark = pytest.mark.integration


class LampBroken(DomainEvent):
    """A lamp broke."""


async def test_an_event_is_a_row_of_the_transaction_that_causes_it(outbox: Database) -> None:
    event = LampLit(room="cellar")

    async with outbox.unit_of_work() as uow:
        uow.record(event)
        before = await messages(outbox)
    (message,) = await messages(outbox)

    assert before == []
    assert (message.event_id, message.event_name) == (event.event_id, "outbox.LampLit")
    assert message.payload == event.model_dump(mode="json")


async def test_an_event_of_a_rolled_back_transaction_is_never_seen(outbox: Database) -> None:
    async def fail() -> None:
        async with outbox.unit_of_work() as uow:
            uow.record(LampLit())
            await uow.session.flush()
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError, match="stop"):
        await fail()

    assert await messages(outbox) == []


async def test_without_a_relay_whoever_commits_delivers(outbox: Database) -> None:
    event = LampLit()
    outbox.bus.has_relay = False
    outbox.bus.subscribe(Listener(LampLit, on_lamp_lit))

    await record(outbox, event, LampBroken())

    assert await effects_of(outbox) == [event.event_id]
    delivered, left = await messages(outbox)
    assert (delivered.attempts, delivered.delivered_at is not None) == (1, True)
    assert (left.attempts, left.delivered_at) == (0, None)


async def test_a_commit_wakes_the_relay(outbox: Database) -> None:
    heard: list[LampLit] = []
    event = LampLit()

    async def listening(event: LampLit, uow: UnitOfWork) -> None:
        heard.append(event)

    outbox.bus.subscribe(Listener(LampLit, listening))
    sleepy = SETTINGS.model_copy(update={"poll_seconds": 60.0})
    async with local_relay(outbox, sleepy).running():
        await asyncio.sleep(0.2)
        await record(outbox, event)
        (message,) = await messages_when(outbox, all_delivered)

    assert heard == [event]
    assert (message.attempts, message.available_at, message.error) == (1, None, None)


async def test_an_event_that_nobody_listens_to_is_done_with(outbox: Database) -> None:
    await record(outbox, LampBroken())

    assert await local_relay(outbox).run_once() == 1

    (message,) = await messages(outbox)
    assert message.delivered_at is not None


async def test_an_event_that_is_not_known_here_is_not_done_with(outbox: Database) -> None:
    await record(outbox, LampBroken())
    async with outbox.unit_of_work() as uow:
        await uow.session.execute(update(Message).values(event_name="lamps.LampStolen"))

    assert await local_relay(outbox).run_once() == 1

    (message,) = await messages(outbox)
    assert (message.consumer, message.delivered_at) == (EVERYONE, None)
    assert message.error == "there is no event of this name here"


async def test_what_was_taken_is_nobody_elses_until_the_lease_ends(outbox: Database) -> None:
    await record(outbox, LampLit())

    async with outbox.unit_of_work() as uow:
        taken = await store.claim(uow.session, SHORT_LEASE)
    async with outbox.unit_of_work() as uow:
        left = await store.claim(uow.session, SHORT_LEASE)
    await asyncio.sleep(SHORT_LEASE.lease_seconds)
    async with outbox.unit_of_work() as uow:
        taken_again = await store.claim(uow.session, SHORT_LEASE)

    assert [len(taken), len(left), len(taken_again)] == [1, 0, 1]


async def test_a_redelivery_has_no_second_effect(outbox: Database) -> None:
    event = LampLit()
    outbox.bus.subscribe(Listener(LampLit, on_lamp_lit))
    await record(outbox, event)
    await local_relay(outbox).run_once()
    async with outbox.unit_of_work() as uow:
        again = {"available_at": datetime.now(UTC), "delivered_at": None}
        await uow.session.execute(update(Message).values(again))

    assert await local_relay(outbox).run_once() == 1

    (message,) = await messages(outbox)
    assert await effects_of(outbox) == [event.event_id]
    assert (message.attempts, message.delivered_at is not None) == (2, True)


async def test_two_deliveries_at_once_have_one_effect(outbox: Database) -> None:
    event = LampLit()
    outbox.bus.subscribe(Listener(LampLit, on_lamp_lit))
    (message,) = store.messages_of([event])

    found = await asyncio.gather(*(outbox.bus.consumers.deliver(message) for _ in range(5)))

    assert await effects_of(outbox) == [event.event_id]
    assert found == [[]] * 5


async def test_one_who_fails_is_tried_again_and_nobody_else(outbox: Database) -> None:
    calls: list[str] = []

    async def working(event: LampLit, uow: UnitOfWork) -> None:
        calls.append("working")

    async def failing_once(event: LampLit, uow: UnitOfWork) -> None:
        calls.append("failing")
        if calls.count("failing") == 1:
            raise RuntimeError("no bulb")

    outbox.bus.subscribe(Listener(LampLit, failing_once))
    outbox.bus.subscribe(Listener(LampLit, working))
    async with local_relay(outbox).running():
        await record(outbox, LampLit())
        await messages_when(outbox, lambda found: len(found) == 2 and all_delivered(found))

    assert calls == ["failing", "working", "failing"]


async def test_what_fails_each_time_is_parked_and_stops_nobody(outbox: Database) -> None:
    poison, sound = LampLit(room="poison"), LampLit(room="sound")
    heard: list[LampLit] = []

    async def choosy(event: LampLit, uow: UnitOfWork) -> None:
        if event == poison:
            raise RuntimeError("no bulb")
        heard.append(event)

    outbox.bus.subscribe(Listener(LampLit, choosy))
    async with local_relay(outbox).running():
        await record(outbox, poison, sound)
        found = await messages_when(outbox, lambda found: any(m.parked_at for m in found))

    (parked,) = [message for message in found if message.consumer != EVERYONE]
    assert heard == [sound]
    assert (parked.event_id, parked.consumer) == (poison.event_id, "outbox.choosy")
    assert (parked.attempts, parked.error) == (SETTINGS.max_attempts, "RuntimeError: no bulb")
    assert parked.available_at is None


@pytest.mark.parametrize("word", ["no \0 bulb", "no \udce9 bulb"])
async def test_an_error_that_no_database_could_keep_stops_nobody(
    outbox: Database, word: str
) -> None:
    poison, sound = LampLit(room="poison"), LampLit(room="sound")
    heard: list[LampLit] = []

    async def choosy(event: LampLit, uow: UnitOfWork) -> None:
        if event == poison:
            raise RuntimeError(word)
        heard.append(event)

    outbox.bus.subscribe(Listener(LampLit, choosy))
    await record(outbox, poison, sound)

    await local_relay(outbox).run_once()

    (again,) = [one for one in await messages(outbox) if one.consumer != EVERYONE]
    assert (again.event_id, again.error) == (poison.event_id, "RuntimeError: no ? bulb")
    assert heard == [sound]


async def test_what_cannot_be_settled_lets_the_others_pass(
    outbox: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    poison, sound = LampLit(room="poison"), LampLit(room="sound")
    settle = store.settle

    async def settle_if_sound(
        session: AsyncSession,
        message: Message,
        failures: Iterable[store.Failure],
        settings: OutboxSettings,
    ) -> None:
        if message.event_id == poison.event_id:
            raise RuntimeError("not in this table")
        await settle(session, message, failures, settings)

    monkeypatch.setattr(store, "settle", settle_if_sound)
    await record(outbox, poison)
    await record(outbox, sound)

    with pytest.raises(RuntimeError, match="not in this table"):
        await local_relay(outbox).run_once()
    assert await local_relay(outbox).run_once() == 1

    found = {one.event_id: one for one in await messages(outbox)}
    assert found[sound.event_id].delivered_at is not None
    assert (found[poison.event_id].attempts, found[poison.event_id].delivered_at) == (1, None)


async def test_a_listener_that_takes_too_long_has_failed(outbox: Database) -> None:
    async def endless(event: LampLit, uow: UnitOfWork) -> None:
        await asyncio.Event().wait()

    outbox.bus.subscribe(Listener(LampLit, endless))
    outbox.bus.consumers.patience = 0.05
    await record(outbox, LampLit())

    await local_relay(outbox).run_once()

    assert [message.error for message in await messages(outbox)] == [None, "TimeoutError: "]


async def test_a_message_that_outlives_every_process_is_parked(outbox: Database) -> None:
    await record(outbox, LampLit())
    async with outbox.unit_of_work() as uow:
        await uow.session.execute(update(Message).values(attempts=SETTINGS.max_attempts))

    await local_relay(outbox).run_once()

    (message,) = await messages(outbox)
    assert message.parked_at is not None


async def test_what_cannot_be_carried_is_given_back_as_it_was(outbox: Database) -> None:
    async def refuse(message: Message) -> list[store.Failure]:
        raise ConnectionError("gone")

    relay = local_relay(outbox)
    relay._carry = refuse
    await record(outbox, LampLit(), LampLit())

    with pytest.raises(ConnectionError):
        await relay.run_once()

    found = await messages(outbox)
    assert [message.attempts for message in found] == [0, 0]
    assert await local_relay(outbox).run_once() == 2


async def test_what_was_delivered_long_ago_is_forgotten(outbox: Database) -> None:
    outbox.bus.subscribe(Listener(LampLit, on_lamp_lit))
    old, new, waiting = LampLit(), LampLit(), LampLit()
    await record(outbox, old, new)
    await local_relay(outbox).run_once()
    await record(outbox, waiting)
    long_ago = datetime.now(UTC) - timedelta(days=SETTINGS.retention_days, minutes=1)
    async with outbox.unit_of_work() as uow:
        await uow.session.execute(
            update(Message).where(Message.event_id == old.event_id).values(delivered_at=long_ago)
        )
        await uow.session.execute(
            update(Heard).where(Heard.event_id == old.event_id).values(heard_at=long_ago)
        )

    assert await local_relay(outbox).purge() == 1

    kept = {message.event_id for message in await messages(outbox)}
    async with outbox.unit_of_work() as uow:
        receipts = [*await uow.session.scalars(select(Heard.event_id))]
    assert (kept, receipts) == ({new.event_id, waiting.event_id}, [new.event_id])
