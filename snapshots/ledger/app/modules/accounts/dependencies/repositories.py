"""How routes get the repositories of accounts."""

from typing import Annotated

from fastapi import Depends

from app.core.db.session import UnitOfWorkDep

from ..repositories import AccountRepository


async def get_account_repository(uow: UnitOfWorkDep) -> AccountRepository:
    """Give a route the accounts of its unit of work."""
    return AccountRepository(uow.session)


AccountRepositoryDep = Annotated[AccountRepository, Depends(get_account_repository)]
