"""How routes get the repositories of posts."""

from typing import Annotated

from fastapi import Depends

from app.core.db.session import UnitOfWorkDep

from ..repositories import PostRepository


async def get_post_repository(uow: UnitOfWorkDep) -> PostRepository:
    """Give a route the posts of its unit of work."""
    return PostRepository(uow.session)


PostRepositoryDep = Annotated[PostRepository, Depends(get_post_repository)]
