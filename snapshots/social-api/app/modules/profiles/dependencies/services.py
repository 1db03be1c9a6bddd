"""How routes get the services of profiles."""

from typing import Annotated

from fastapi import Depends

from app.core.db.session import UnitOfWorkDep
from app.modules.auth.gateway import AuthGatewayDep

from ..services import ProfileService
from .repositories import ProfileRepositoryDep


async def get_profile_service(
    uow: UnitOfWorkDep, repository: ProfileRepositoryDep, auth: AuthGatewayDep
) -> ProfileService:
    """Give a route the service, put together."""
    return ProfileService(uow, repository, auth)


ProfileServiceDep = Annotated[ProfileService, Depends(get_profile_service)]
