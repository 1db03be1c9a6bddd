"""The door of articles."""

from typing import Annotated, Protocol
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel, ConfigDict

from .dependencies.repositories import ArticleRepositoryDep
from .exceptions import ArticleNotFoundError
from .repositories import ArticleRepository

__all__ = ["ArticleDTO", "ArticleNotFoundError", "ArticlesGateway", "ArticlesGatewayDep", "get_articles_gateway"]


class ArticleDTO(BaseModel):
    """One row, as other modules see it."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID


class ArticlesGateway(Protocol):
    """What other modules may ask."""

    async def get_article(self, entity_id: UUID) -> ArticleDTO:
        """Return one; raise `ArticleNotFoundError` if there is none."""


class LocalArticlesGateway:
    """Answers from the database of this process."""

    def __init__(self, repository: ArticleRepository) -> None:
        """Answer from this repository."""
        self._repository = repository

    async def get_article(self, entity_id: UUID) -> ArticleDTO:
        """Return one; raise `ArticleNotFoundError` if there is none."""
        entity = await self._repository.get(entity_id)
        if entity is None:
            raise ArticleNotFoundError
        return ArticleDTO.model_validate(entity)


async def get_articles_gateway(repository: ArticleRepositoryDep) -> ArticlesGateway:
    """Give a route or a service the gateway of this process."""
    return LocalArticlesGateway(repository)


ArticlesGatewayDep = Annotated[ArticlesGateway, Depends(get_articles_gateway)]
