"""How routes get the services of tenants."""

from typing import Annotated

from fastapi import Depends

from app.core.db.session import UnitOfWorkDep
from app.modules.auth.gateway import AuthGatewayDep

from ..services import TenantService
from .repositories import TenantRepositoryDep


async def get_tenant_service(
    uow: UnitOfWorkDep, repository: TenantRepositoryDep, auth: AuthGatewayDep
) -> TenantService:
    """Give a route the service, put together."""
    return TenantService(uow, repository, auth)


TenantServiceDep = Annotated[TenantService, Depends(get_tenant_service)]
