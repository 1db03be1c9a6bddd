"""How routes get the repositories of entries."""

from typing import Annotated

from fastapi import Depends

from app.core.db.session import UnitOfWorkDep

from ..repositories import EntryRepository


async def get_entry_repository(uow: UnitOfWorkDep) -> EntryRepository:
    """Give a route the entries of its unit of work."""
    return EntryRepository(uow.session)


EntryRepositoryDep = Annotated[EntryRepository, Depends(get_entry_repository)]
