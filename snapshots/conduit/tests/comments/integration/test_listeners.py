"""What follows here from events elsewhere."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.db.session import UnitOfWork
from app.modules.articles.events import ArticleDeleted
from app.modules.comments.events import CommentDeleted
from app.modules.comments.listeners import on_article_deleted
from app.modules.comments.repositories import CommentRepository
from tests.factories.comments import store_comment

pytestmark = pytest.mark.integration


async def test_what_belongs_to_one_article_goes_with_it(session: AsyncSession) -> None:
    gone = await store_comment(session)
    kept = await store_comment(session)
    event = ArticleDeleted(entity_id=gone.article_id)
    uow = UnitOfWork(session)

    await on_article_deleted(event, uow)
    await on_article_deleted(event, uow)

    repository = CommentRepository(session)
    assert await repository.get(gone.id) is None
    assert await repository.get(kept.id) is not None
    (recorded,) = uow.events
    assert isinstance(recorded, CommentDeleted)
    assert recorded.entity_id == gone.id
