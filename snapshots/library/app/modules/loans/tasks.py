"""What a worker does for loans; it may do it twice."""

from app.core.db.session import UnitOfWork
from app.core.tasks import NoArguments, Task
from app.core.tasks.config import get_tasks_settings
from app.core.tasks.purge import purge_deleted

from .infrastructure.repository import SqlLoanRepository


async def purge(arguments: NoArguments, uow: UnitOfWork) -> None:
    """Remove for good the loans that were deleted long ago."""
    await purge_deleted(SqlLoanRepository(uow.session), get_tasks_settings().purge_after)


PURGE = Task("loans.purge", NoArguments, purge, cron="17 3 * * *")

TASKS = (PURGE,)
