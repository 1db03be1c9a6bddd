"""Who finds others in the way in the database is told to come back, and nothing is broken."""

import pytest
from fastapi import APIRouter
from sqlalchemy import text
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from app.core.db.session import Database, UnitOfWorkDep
from tests.database import IMPATIENT, NOWHERE, execute

from .serving import serve

pytestmark = pytest.mark.integration

TABLE = "CREATE TABLE lamps (lit integer); INSERT INTO lamps VALUES (0)"
LIGHT = text("UPDATE lamps SET lit = lit + 1")

router = APIRouter()


@router.post("/lamps/light")
async def light_lamp(uow: UnitOfWorkDep) -> None:
    """Light it, if nobody else is about to."""
    await uow.session.execute(text(IMPATIENT))
    await uow.session.execute(LIGHT)


@router.post("/lamps/wait")
async def wait_for_lamp() -> None:
    """Get no connection to the database, for all are taken."""
    raise PoolTimeoutError("30 s have passed")


@router.post("/lamps/break")
async def break_lamp(uow: UnitOfWorkDep) -> None:
    """Ask for what does not exist."""
    await uow.session.execute(text("SELECT nothing FROM nowhere"))


@pytest.mark.integration
async def test_who_waits_for_another_one_too_long_is_told_to_come_back(url: str) -> None:
    execute(url, TABLE)
    database = Database.connect(url)

    async with serve(router, database) as client:
        async with database.unit_of_work() as other:
            await other.session.execute(LIGHT)
            refused = await client.post("/api/v1/lamps/light")
        accepted = await client.post("/api/v1/lamps/light")

    await database.dispose()
    assert (refused.status_code, refused.json()["code"]) == (503, "DATABASE_BUSY")
    assert refused.headers["retry-after"] == "1"
    assert accepted.status_code == 200
    assert execute(url, "SELECT lit FROM lamps") == [(2,)]


async def test_where_there_is_no_database_it_is_said_so() -> None:
    database = Database.connect(NOWHERE)

    async with serve(router, database) as client:
        refused = await client.post("/api/v1/lamps/break")

    await database.dispose()
    assert (refused.status_code, refused.json()["code"]) == (503, "DATABASE_AWAY")
    assert refused.headers["retry-after"] == "5"


async def test_who_gets_no_connection_is_told_to_come_back() -> None:
    async with serve(router) as client:
        refused = await client.post("/api/v1/lamps/wait")

    assert (refused.status_code, refused.json()["code"]) == (503, "DATABASE_BUSY")


@pytest.mark.integration
async def test_another_error_of_the_database_is_a_crash(url: str) -> None:
    database = Database.connect(url)

    async with serve(router, database) as client:
        crashed = await client.post("/api/v1/lamps/break")

    await database.dispose()
    assert (crashed.status_code, crashed.json()["code"]) == (500, "INTERNAL_ERROR")
