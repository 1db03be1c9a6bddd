"""What a worker does for authors; it may do it twice."""

from app.core.db.session import UnitOfWork
from app.core.tasks import NoArguments, Task
from app.core.tasks.config import get_tasks_settings
from app.core.tasks.purge import purge_deleted

from .repositories import AuthorRepository


async def purge(arguments: NoArguments, uow: UnitOfWork) -> None:
    """Remove for good the authors that were deleted long ago."""
    await purge_deleted(AuthorRepository(uow.session), get_tasks_settings().purge_after)


PURGE = Task("authors.purge", NoArguments, purge, cron="17 3 * * *")

TASKS = (PURGE,)
