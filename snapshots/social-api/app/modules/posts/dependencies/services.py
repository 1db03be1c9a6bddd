"""How routes get the services of posts."""

from typing import Annotated

from fastapi import Depends

from app.core.db.session import UnitOfWorkDep
from app.modules.profiles.gateway import ProfilesGatewayDep

from ..services import PostService
from .repositories import PostRepositoryDep


async def get_post_service(
    uow: UnitOfWorkDep, repository: PostRepositoryDep, profiles: ProfilesGatewayDep
) -> PostService:
    """Give a route the service, put together."""
    return PostService(uow, repository, profiles)


PostServiceDep = Annotated[PostService, Depends(get_post_service)]
