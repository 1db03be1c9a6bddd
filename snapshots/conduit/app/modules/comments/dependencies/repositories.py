"""How routes get the repositories of comments."""

from typing import Annotated

from fastapi import Depends

from app.core.db.session import UnitOfWorkDep

from ..repositories import CommentRepository


async def get_comment_repository(uow: UnitOfWorkDep) -> CommentRepository:
    """Give a route the comments of its unit of work."""
    return CommentRepository(uow.session)


CommentRepositoryDep = Annotated[CommentRepository, Depends(get_comment_repository)]
