"""How routes get the services of tags."""

from typing import Annotated

from fastapi import Depends

from app.core.db.session import UnitOfWorkDep
from app.modules.entries.gateway import EntriesGatewayDep

from ..services import TagService
from .repositories import TagRepositoryDep


async def get_tag_service(
    uow: UnitOfWorkDep, repository: TagRepositoryDep, entries: EntriesGatewayDep
) -> TagService:
    """Give a route the service, put together."""
    return TagService(uow, repository, entries)


TagServiceDep = Annotated[TagService, Depends(get_tag_service)]
