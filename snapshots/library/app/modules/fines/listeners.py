"""What follows here from events elsewhere. An event may come twice."""

from app.core.db.session import UnitOfWork
from app.core.events import Listener
from app.modules.loans.events import LoanDeleted

from .events import FineDeleted
from .infrastructure.repository import SqlFineRepository


async def on_loan_deleted(event: LoanDeleted, uow: UnitOfWork) -> None:
    """Delete what belongs to it."""
    repository = SqlFineRepository(uow.session)
    for entity_id in await repository.delete_by_loan_id(event.entity_id):
        uow.record(FineDeleted(entity_id=entity_id))


LISTENERS = (Listener(LoanDeleted, on_loan_deleted),)
