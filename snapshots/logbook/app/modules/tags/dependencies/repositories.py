"""How routes get the repositories of tags."""

from typing import Annotated

from fastapi import Depends

from app.core.db.session import UnitOfWorkDep

from ..repositories import TagRepository


async def get_tag_repository(uow: UnitOfWorkDep) -> TagRepository:
    """Give a route the tags of its unit of work."""
    return TagRepository(uow.session)


TagRepositoryDep = Annotated[TagRepository, Depends(get_tag_repository)]
