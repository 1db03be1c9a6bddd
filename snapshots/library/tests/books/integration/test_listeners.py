"""What follows here from events elsewhere."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.db.session import UnitOfWork
from app.modules.authors.events import AuthorDeleted
from app.modules.books.events import BookDeleted
from app.modules.books.listeners import on_author_deleted
from app.modules.books.service import BookRows
from tests.factories.books import store_book

pytestmark = pytest.mark.integration


async def test_what_belongs_to_one_author_goes_with_it(session: AsyncSession) -> None:
    gone = await store_book(session)
    kept = await store_book(session)
    event = AuthorDeleted(entity_id=gone.author_id)
    uow = UnitOfWork(session)

    await on_author_deleted(event, uow)
    await on_author_deleted(event, uow)

    rows = BookRows(session)
    assert await rows.get(gone.id) is None
    assert await rows.get(kept.id) is not None
    (recorded,) = uow.events
    assert isinstance(recorded, BookDeleted)
    assert recorded.entity_id == gone.id
