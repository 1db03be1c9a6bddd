"""How routes get the repositories of tenants."""

from typing import Annotated

from fastapi import Depends

from app.core.db.session import UnitOfWorkDep

from ..repositories import TenantRepository


async def get_tenant_repository(uow: UnitOfWorkDep) -> TenantRepository:
    """Give a route the tenants of its unit of work."""
    return TenantRepository(uow.session)


TenantRepositoryDep = Annotated[TenantRepository, Depends(get_tenant_repository)]
