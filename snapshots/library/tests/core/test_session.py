"""A unit of work commits and then publishes, or does neither; who called it is told which."""

import pytest
from fastapi import APIRouter
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.db.session import Database, UnitOfWork, UnitOfWorkDep
from app.core.events import DomainEvent, Listener

from .serving import serve
from .widgets import Widget, WidgetCreate, WidgetRepository

router = APIRouter()


class DoorOpened(DomainEvent):
    """A door was opened."""


@router.post("/doors", status_code=201)
async def open_door(uow: UnitOfWorkDep) -> None:
    """Open a door."""
    uow.record(DoorOpened())


@pytest.fixture
def broken_commit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every commit fail."""

    async def refuse(self: AsyncSession) -> None:
        raise RuntimeError("gone")

    monkeypatch.setattr(AsyncSession, "commit", refuse)


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
@pytest.mark.usefixtures("broken_commit")
async def test_a_commit_that_fails_publishes_nothing(
    database: Database, heard: list[DomainEvent]
) -> None:
    async def commit() -> None:
        async with database.unit_of_work() as uow:
            uow.record(DoorOpened())

    with pytest.raises(RuntimeError, match="gone"):
        await commit()

    assert heard == []


@pytest.mark.usefixtures("broken_commit")
async def test_a_commit_that_fails_is_not_answered_as_done() -> None:
    async with serve(router) as client:
        answer = await client.post("/api/v1/doors")

    assert (answer.status_code, answer.json()["code"]) == (500, "INTERNAL_ERROR")


@pytest.mark.integration
async def test_an_error_of_the_database_does_not_show_the_values(database: Database) -> None:
    async def ask() -> None:
        async with database.unit_of_work() as uow:
            await uow.session.execute(text("SELECT :word FROM nowhere"), {"word": "confidential"})

    with pytest.raises(DBAPIError, match="nowhere") as failed:
        await ask()

    assert "confidential" not in str(failed.value)
