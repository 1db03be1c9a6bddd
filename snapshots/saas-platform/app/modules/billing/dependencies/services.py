"""How routes get the services of billings."""

from typing import Annotated

from fastapi import Depends

from app.core.db.session import UnitOfWorkDep
from app.modules.tenants.gateway import TenantsGatewayDep

from ..services import BillingService
from .repositories import BillingRepositoryDep


async def get_billing_service(
    uow: UnitOfWorkDep, repository: BillingRepositoryDep, tenants: TenantsGatewayDep
) -> BillingService:
    """Give a route the service, put together."""
    return BillingService(uow, repository, tenants)


BillingServiceDep = Annotated[BillingService, Depends(get_billing_service)]
