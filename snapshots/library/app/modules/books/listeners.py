"""What follows here from events elsewhere. An event may come twice."""

from app.core.db.session import UnitOfWork
from app.core.events import Listener
from app.modules.authors.events import AuthorDeleted

from .events import BookDeleted
from .service import BookRows


async def on_author_deleted(event: AuthorDeleted, uow: UnitOfWork) -> None:
    """Delete what belongs to it."""
    rows = BookRows(uow.session)
    for entity_id in await rows.delete_by_author_id(event.entity_id):
        uow.record(BookDeleted(entity_id=entity_id))


LISTENERS = (Listener(AuthorDeleted, on_author_deleted),)
