"""The bus tells every listener, whatever happens to the others."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from unittest.mock import create_autospec

from sqlalchemy.ext.asyncio import AsyncSession
from structlog.testing import capture_logs

from app.core.bus import EventBus
from app.core.db.session import UnitOfWork
from app.core.events import DomainEvent, Listener


class LampLit(DomainEvent):
    """A lamp was lit."""

    room: str


class LampBroken(DomainEvent):
    """A lamp broke."""


@asynccontextmanager
async def unit_of_work() -> AsyncGenerator[UnitOfWork]:
    yield UnitOfWork(create_autospec(AsyncSession))


async def test_an_event_reaches_its_listeners_in_order_and_no_others() -> None:
    heard: list[str] = []

    async def first(event: LampLit, uow: UnitOfWork) -> None:
        heard.append(f"first {event.room}")

    async def second(event: LampLit, uow: UnitOfWork) -> None:
        heard.append(f"second {event.room}")

    async def other(event: LampBroken, uow: UnitOfWork) -> None:
        heard.append("other")

    bus = EventBus(unit_of_work)
    bus.subscribe(Listener(LampLit, first))
    bus.subscribe(Listener(LampLit, second))
    bus.subscribe(Listener(LampBroken, other))

    await bus.publish([LampLit(room="hall")])

    assert heard == ["first hall", "second hall"]


async def test_a_listener_that_fails_is_logged_and_does_not_stop_the_next() -> None:
    heard: list[LampLit] = []

    async def failing(event: LampLit, uow: UnitOfWork) -> None:
        raise RuntimeError("no bulb")

    async def working(event: LampLit, uow: UnitOfWork) -> None:
        heard.append(event)

    bus = EventBus(unit_of_work)
    bus.subscribe(Listener(LampLit, failing))
    bus.subscribe(Listener(LampLit, working))
    event = LampLit(room="hall")

    with capture_logs() as logs:
        await bus.publish([event])

    assert heard == [event]
    assert [(log["event"], log["event_id"]) for log in logs] == [
        ("event_listener_failed", str(event.event_id))
    ]


async def test_each_listener_has_a_unit_of_work_of_its_own() -> None:
    units: list[UnitOfWork] = []

    async def listening(event: LampLit, uow: UnitOfWork) -> None:
        units.append(uow)

    bus = EventBus(unit_of_work)
    bus.subscribe(Listener(LampLit, listening))
    bus.subscribe(Listener(LampLit, listening))

    await bus.publish([LampLit(room="hall")])

    assert len(set(map(id, units))) == 2
