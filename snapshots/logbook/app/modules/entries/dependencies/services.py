"""How routes get the services of entries."""

from typing import Annotated

from fastapi import Depends

from app.core.db.session import UnitOfWorkDep

from ..services import EntryService
from .repositories import EntryRepositoryDep


async def get_entry_service(uow: UnitOfWorkDep, repository: EntryRepositoryDep) -> EntryService:
    """Give a route the service, put together."""
    return EntryService(uow, repository)


EntryServiceDep = Annotated[EntryService, Depends(get_entry_service)]
