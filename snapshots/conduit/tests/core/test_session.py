"""A unit of work commits and then publishes, or does neither."""

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.db.session import Database, UnitOfWork, asyncpg_url
from app.core.events import DomainEvent, Listener

from .widgets import WidgetCreate, WidgetRepository


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
    assert await session.scalar(text("SELECT count(*) FROM kernel_tests.widgets")) == 0


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


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("postgresql://u:p@h:1/d", "postgresql+asyncpg://u:p@h:1/d"),
        ("postgresql+psycopg://h/d?sslmode=disable", "postgresql+asyncpg://h/d?ssl=disable"),
        ("postgres://u@/d?host=/run/pg", "postgresql+asyncpg://u@/d?host=%2Frun%2Fpg"),
    ],
)
def test_a_url_is_written_for_the_driver(given: str, used: str) -> None:
    assert asyncpg_url(given).render_as_string(hide_password=False) == used
