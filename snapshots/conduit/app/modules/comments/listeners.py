"""What follows here from events elsewhere. An event may come twice."""

from app.core.db.session import UnitOfWork
from app.core.events import Listener
from app.modules.articles.events import ArticleDeleted

from .events import CommentDeleted
from .repositories import CommentRepository


async def on_article_deleted(event: ArticleDeleted, uow: UnitOfWork) -> None:
    """Delete what belongs to it."""
    repository = CommentRepository(uow.session)
    for entity_id in await repository.delete_by_article_id(event.entity_id):
        uow.record(CommentDeleted(entity_id=entity_id))


LISTENERS = (Listener(ArticleDeleted, on_article_deleted),)
