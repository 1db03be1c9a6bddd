"""How routes get the repositories of authors."""

from typing import Annotated

from fastapi import Depends

from app.core.db.session import UnitOfWorkDep

from ..repositories import AuthorRepository


async def get_author_repository(uow: UnitOfWorkDep) -> AuthorRepository:
    """Give a route the authors of its unit of work."""
    return AuthorRepository(uow.session)


AuthorRepositoryDep = Annotated[AuthorRepository, Depends(get_author_repository)]
