"""How routes get the services of articles."""

from typing import Annotated

from fastapi import Depends

from app.core.db.session import UnitOfWorkDep
from app.modules.auth.gateway import AuthGatewayDep

from ..services import ArticleService
from .repositories import ArticleRepositoryDep


async def get_article_service(
    uow: UnitOfWorkDep, repository: ArticleRepositoryDep, auth: AuthGatewayDep
) -> ArticleService:
    """Give a route the service, put together."""
    return ArticleService(uow, repository, auth)


ArticleServiceDep = Annotated[ArticleService, Depends(get_article_service)]
