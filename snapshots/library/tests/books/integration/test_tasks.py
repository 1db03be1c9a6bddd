"""What the worker does for books."""

import datetime as dt

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.db.session import Database
from app.core.tasks import NoArguments
from app.core.tasks.config import get_tasks_settings
from app.modules.books.service import BookRows
from app.modules.books.tasks import purge
from tests.factories.books import store_book

pytestmark = pytest.mark.integration


async def test_what_was_deleted_long_ago_is_removed_and_nothing_else(
    database: Database, session: AsyncSession
) -> None:
    now = dt.datetime.now(dt.UTC)
    a_day = dt.timedelta(days=1)
    living, hidden, old = [await store_book(session) for _ in range(3)]
    hidden.deleted_at = now - get_tasks_settings().purge_after + a_day
    old.deleted_at = now - get_tasks_settings().purge_after - a_day
    await session.commit()

    async with database.unit_of_work() as uow:
        await purge(NoArguments(), uow)

    rows = BookRows(session)
    left = await rows.get_many([living.id, hidden.id, old.id], with_deleted=True)
    assert {each.id for each in left} == {living.id, hidden.id}
