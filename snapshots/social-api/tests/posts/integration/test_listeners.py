"""What follows here from events elsewhere."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.db.session import UnitOfWork
from app.modules.posts.events import PostDeleted
from app.modules.posts.listeners import on_profile_deleted
from app.modules.posts.repositories import PostRepository
from app.modules.profiles.events import ProfileDeleted
from tests.factories.posts import store_post

pytestmark = pytest.mark.integration


async def test_what_belongs_to_one_profile_goes_with_it(session: AsyncSession) -> None:
    gone = await store_post(session)
    kept = await store_post(session)
    event = ProfileDeleted(entity_id=gone.profile_id)
    uow = UnitOfWork(session)

    await on_profile_deleted(event, uow)
    await on_profile_deleted(event, uow)

    repository = PostRepository(session)
    assert await repository.get(gone.id) is None
    assert await repository.get(kept.id) is not None
    (recorded,) = uow.events
    assert isinstance(recorded, PostDeleted)
    assert recorded.entity_id == gone.id
