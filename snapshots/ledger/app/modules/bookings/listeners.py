"""What follows here from events elsewhere. An event may come twice."""

from app.core.db.session import UnitOfWork
from app.core.events import Listener
from app.modules.accounts.events import AccountDeleted

from .events import BookingDeleted
from .repositories import BookingRepository


async def on_account_deleted(event: AccountDeleted, uow: UnitOfWork) -> None:
    """Delete what belongs to it."""
    repository = BookingRepository(uow.session)
    for entity_id in await repository.delete_by_account_id(event.entity_id):
        uow.record(BookingDeleted(entity_id=entity_id))


LISTENERS = (Listener(AccountDeleted, on_account_deleted),)
