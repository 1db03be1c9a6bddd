"""How routes get the repositories of articles."""

from typing import Annotated

from fastapi import Depends

from app.core.db.session import UnitOfWorkDep

from ..repositories import ArticleRepository


async def get_article_repository(uow: UnitOfWorkDep) -> ArticleRepository:
    """Give a route the articles of its unit of work."""
    return ArticleRepository(uow.session)


ArticleRepositoryDep = Annotated[ArticleRepository, Depends(get_article_repository)]
