"""How routes get the repositories of billings."""

from typing import Annotated

from fastapi import Depends

from app.core.db.session import UnitOfWorkDep

from ..repositories import BillingRepository


async def get_billing_repository(uow: UnitOfWorkDep) -> BillingRepository:
    """Give a route the billings of its unit of work."""
    return BillingRepository(uow.session)


BillingRepositoryDep = Annotated[BillingRepository, Depends(get_billing_repository)]
