"""What a worker does for fines; it may do it twice."""

from app.core.db.session import UnitOfWork
from app.core.tasks import NoArguments, Task
from app.core.tasks.config import get_tasks_settings
from app.core.tasks.purge import purge_deleted

from .infrastructure.repository import SqlFineRepository


async def purge(arguments: NoArguments, uow: UnitOfWork) -> None:
    """Remove for good the fines that were deleted long ago."""
    await purge_deleted(SqlFineRepository(uow.session), get_tasks_settings().purge_after)


PURGE = Task("fines.purge", NoArguments, purge, cron="17 3 * * *")

TASKS = (PURGE,)
