"""What follows here from events elsewhere. An event may come twice."""

from app.core.db.session import UnitOfWork
from app.core.events import Listener
from app.modules.entries.events import EntryDeleted

from .events import TagDeleted
from .repositories import TagRepository


async def on_entry_deleted(event: EntryDeleted, uow: UnitOfWork) -> None:
    """Delete what belongs to it."""
    repository = TagRepository(uow.session)
    for entity_id in await repository.delete_by_entry_id(event.entity_id):
        uow.record(TagDeleted(entity_id=entity_id))


LISTENERS = (Listener(EntryDeleted, on_entry_deleted),)
