"""The repository of articles, in the session of the request."""

from typing import Annotated

from fastapi import Depends

from app.core.db.session import SessionDep

from ..repositories import ArticleRepository


async def get_repository(session: SessionDep) -> ArticleRepository:
    """Give a route the articles."""
    return ArticleRepository(session)


ArticleRepositoryDep = Annotated[ArticleRepository, Depends(get_repository)]
