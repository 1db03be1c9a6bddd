"""What a process does with a message that a broker hands to it."""

import json
from typing import NoReturn

import pytest

from app.core.broker import link as link_module
from app.core.broker.config import get_broker_settings
from app.core.broker.envelope import enclose
from app.core.broker.link import Link
from app.core.db.session import Database, UnitOfWork
from app.core.events import Listener
from app.core.outbox import store

from ..lamps import (
    LampLit,
    all_delivered,
    effects_of,
    local_relay,
    messages,
    messages_when,
    on_lamp_lit,
)

pytestmark = pytest.mark.integration


def sent(event: LampLit, source: str | None = None) -> bytes:
    """Return the body of the message that carries an event, from this service or another one."""
    (message,) = store.messages_of([event])
    ours = get_broker_settings().source
    return enclose(message, source or ours).model_dump_json().encode()


async def hear(database: Database, body: bytes) -> None:
    """Let the only consumer hear a message."""
    (consumer,) = database.bus.consumers.all()
    await Link(database, get_broker_settings()).ear_of(consumer)(body)


def test_a_message_is_a_cloud_event() -> None:
    event = LampLit(room="cellar")

    data = {"event_id": str(event.event_id), "room": "cellar"}
    time = event.model_dump(mode="json")["occurred_at"]
    assert json.loads(sent(event, "/tests")) == {
        "specversion": "1.0",
        "id": str(event.event_id),
        "source": "/tests",
        "type": "outbox.LampLit",
        "time": time,
        "datacontenttype": "application/json",
        "data": {**data, "occurred_at": time},
    }


async def test_a_message_that_comes_twice_has_one_effect(outbox: Database) -> None:
    outbox.bus.subscribe(Listener(LampLit, on_lamp_lit))
    event = LampLit()

    await hear(outbox, sent(event))
    await hear(outbox, sent(event))

    assert await effects_of(outbox) == [event.event_id]


async def test_what_another_service_sends_is_heard(outbox: Database) -> None:
    heard: list[LampLit] = []
    event = LampLit()

    async def listening(event: LampLit, uow: UnitOfWork) -> None:
        heard.append(event)

    outbox.bus.subscribe(Listener(LampLit, listening))

    await hear(outbox, sent(event, "/another"))

    assert heard == [event]


async def test_what_a_package_tells_itself_is_heard_of_its_own_service_alone(
    outbox: Database,
) -> None:
    ours, theirs = LampLit(), LampLit()
    outbox.bus.subscribe(Listener(LampLit, on_lamp_lit))

    await hear(outbox, sent(theirs, "/another"))
    await hear(outbox, sent(ours))

    assert await effects_of(outbox) == [ours.event_id]
    assert await messages(outbox) == []


async def test_members_that_we_do_not_know_are_passed_over(outbox: Database) -> None:
    outbox.bus.subscribe(Listener(LampLit, on_lamp_lit))
    event = LampLit()
    body = {
        **json.loads(sent(event)),
        "traceparent": "00-1",
        "data": json.loads(sent(event))["data"],
    }

    await hear(outbox, json.dumps(body).encode())

    assert await effects_of(outbox) == [event.event_id]


async def test_a_listener_that_fails_gets_it_from_the_outbox(outbox: Database) -> None:
    broken = True

    async def listening(event: LampLit, uow: UnitOfWork) -> None:
        if broken:
            raise RuntimeError("no bulb")
        await on_lamp_lit(event, uow)

    outbox.bus.subscribe(Listener(LampLit, listening))
    event = LampLit()

    await hear(outbox, sent(event))
    await hear(outbox, sent(event))
    (again,) = await messages(outbox)
    broken = False
    async with local_relay(outbox).running():
        await messages_when(outbox, all_delivered)

    assert (again.consumer, again.error) == ("broker.listening", "RuntimeError: no bulb")
    assert await effects_of(outbox) == [event.event_id]


@pytest.mark.parametrize("word", ["no \0 bulb", "no \udce9 bulb"])
async def test_an_error_that_no_database_could_keep_is_not_heard_for_ever(
    outbox: Database, word: str
) -> None:
    async def listening(event: LampLit, uow: UnitOfWork) -> None:
        raise RuntimeError(word)

    outbox.bus.subscribe(Listener(LampLit, listening))

    await hear(outbox, sent(LampLit()))

    (again,) = await messages(outbox)
    assert (again.consumer, again.error) == ("broker.listening", "RuntimeError: no ? bulb")


@pytest.mark.parametrize("body", [b"rubbish", b"[]", b"\xff", b'{"specversion": "1.0"}'])
async def test_a_message_that_nobody_could_read_stops_nothing(
    outbox: Database, body: bytes
) -> None:
    outbox.bus.subscribe(Listener(LampLit, on_lamp_lit))

    await hear(outbox, body)

    assert await messages(outbox) == []


async def test_a_message_has_to_come_again_if_the_database_is_gone(
    outbox: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(link_module, "_REDELIVERY_SECONDS", 0)
    outbox.bus.subscribe(Listener(LampLit, on_lamp_lit))
    body = sent(LampLit())

    def refuse() -> NoReturn:
        raise ConnectionError("gone")

    monkeypatch.setattr(outbox.bus.consumers, "_unit_of_work", refuse)
    monkeypatch.setattr(outbox, "unit_of_work", refuse)

    with pytest.raises(ConnectionError):
        await hear(outbox, body)
