"""Of two that wait for one another the database sends one away, who may come back."""

import asyncio

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.core.db.engine import is_busy
from app.core.db.session import Database
from tests.database import execute

pytestmark = pytest.mark.integration

TABLE = "CREATE TABLE lamps (id integer PRIMARY KEY, lit integer)"
LAMPS = "INSERT INTO lamps VALUES (1, 0), (2, 0)"
LIGHT = text("UPDATE lamps SET lit = lit + 1 WHERE id = :id")


async def test_a_deadlock_lets_one_of_two_through(url: str) -> None:
    execute(url, f"{TABLE}; {LAMPS}")
    database = Database.connect(url, pool_size=2)
    meeting = asyncio.Barrier(2)

    async def light(first: int, second: int) -> None:
        async with database.unit_of_work() as uow:
            await uow.session.execute(LIGHT, {"id": first})
            await meeting.wait()
            await uow.session.execute(LIGHT, {"id": second})

    outcomes = await asyncio.gather(light(1, 2), light(2, 1), return_exceptions=True)

    await database.dispose()
    (sent_away,) = [each for each in outcomes if each is not None]
    assert isinstance(sent_away, DBAPIError)
    assert is_busy(sent_away)
    assert execute(url, "SELECT lit FROM lamps") == [(1,), (1,)]
