"""How routes get the services of accounts."""

from typing import Annotated

from fastapi import Depends

from app.core.db.session import UnitOfWorkDep

from ..services import AccountService
from .repositories import AccountRepositoryDep


async def get_account_service(
    uow: UnitOfWorkDep, repository: AccountRepositoryDep
) -> AccountService:
    """Give a route the service, put together."""
    return AccountService(uow, repository)


AccountServiceDep = Annotated[AccountService, Depends(get_account_service)]
