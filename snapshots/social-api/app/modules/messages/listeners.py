"""What follows here from events elsewhere. An event may come twice."""

from app.core.db.session import UnitOfWork
from app.core.events import Listener
from app.modules.profiles.events import ProfileDeleted

from .events import MessageDeleted
from .repositories import MessageRepository


async def on_profile_deleted(event: ProfileDeleted, uow: UnitOfWork) -> None:
    """Delete what belongs to it."""
    repository = MessageRepository(uow.session)
    for entity_id in await repository.delete_by_profile_id(event.entity_id):
        uow.record(MessageDeleted(entity_id=entity_id))


LISTENERS = (Listener(ProfileDeleted, on_profile_deleted),)
