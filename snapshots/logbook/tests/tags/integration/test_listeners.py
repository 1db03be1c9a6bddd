"""What follows here from events elsewhere."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.db.session import UnitOfWork
from app.modules.entries.events import EntryDeleted
from app.modules.tags.events import TagDeleted
from app.modules.tags.listeners import on_entry_deleted
from app.modules.tags.repositories import TagRepository
from tests.factories.tags import store_tag

pytestmark = pytest.mark.integration


async def test_what_belongs_to_one_entry_goes_with_it(session: AsyncSession) -> None:
    gone = await store_tag(session)
    kept = await store_tag(session)
    event = EntryDeleted(entity_id=gone.entry_id)
    uow = UnitOfWork(session)

    await on_entry_deleted(event, uow)
    await on_entry_deleted(event, uow)

    repository = TagRepository(session)
    assert await repository.get(gone.id) is None
    assert await repository.get(kept.id) is not None
    (recorded,) = uow.events
    assert isinstance(recorded, TagDeleted)
    assert recorded.entity_id == gone.id
