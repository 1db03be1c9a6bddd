"""How routes get the services of authors."""

from typing import Annotated

from fastapi import Depends

from app.core.db.session import UnitOfWorkDep

from ..services import AuthorService
from .repositories import AuthorRepositoryDep


async def get_author_service(uow: UnitOfWorkDep, repository: AuthorRepositoryDep) -> AuthorService:
    """Give a route the service, put together."""
    return AuthorService(uow, repository)


AuthorServiceDep = Annotated[AuthorService, Depends(get_author_service)]
