"""A unit of work commits and then publishes, or does neither."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.db.session import Database, UnitOfWork
from app.core.events import DomainEvent, Listener

from .widgets import Widget, WidgetCreate, WidgetRepository


class DoorOpened(DomainEvent):
    """A door was opened."""


@pytest.fixture
def heard(database: Database) -> list[DomainEvent]:
    """Return the list in which the events of this test arrive."""
    events: list[DomainEvent] = []

    async def listen(event: DoorOpened, uow: UnitOfWork) -> None:
        events.append(event)

    database.bus.subscribe(Listener(DoorOpened, listen))
    return events


@pytest.mark.integration
async def test_events_are_published_after_the_commit(
    database: Database, heard: list[DomainEvent]
) -> None:
    event = DoorOpened()

    async with database.unit_of_work() as uow:
        uow.record(event)
        assert heard == []

    assert heard == [event]


@pytest.mark.integration
async def test_an_error_rolls_back_and_publishes_nothing(
    database: Database,
    session: AsyncSession,
    widgets: WidgetRepository,
    heard: list[DomainEvent],
) -> None:
    async def fail() -> None:
        async with database.unit_of_work() as uow:
            await WidgetRepository(uow.session).create(WidgetCreate(name="cog"))
            uow.record(DoorOpened())
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError, match="stop"):
        await fail()

    assert heard == []
    assert await session.scalar(select(func.count()).select_from(Widget)) == 0


@pytest.mark.integration
async def test_a_commit_that_fails_publishes_nothing(
    database: Database, heard: list[DomainEvent], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(self: AsyncSession) -> None:
        raise ConnectionError("gone")

    monkeypatch.setattr(AsyncSession, "commit", refuse)

    async def commit() -> None:
        async with database.unit_of_work() as uow:
            uow.record(DoorOpened())

    with pytest.raises(ConnectionError):
        await commit()

    assert heard == []
