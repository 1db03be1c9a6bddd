"""How routes get the services of comments."""

from typing import Annotated

from fastapi import Depends

from app.core.db.session import UnitOfWorkDep
from app.modules.articles.gateway import ArticlesGatewayDep

from ..services import CommentService
from .repositories import CommentRepositoryDep


async def get_comment_service(
    uow: UnitOfWorkDep, repository: CommentRepositoryDep, articles: ArticlesGatewayDep
) -> CommentService:
    """Give a route the service, put together."""
    return CommentService(uow, repository, articles)


CommentServiceDep = Annotated[CommentService, Depends(get_comment_service)]
