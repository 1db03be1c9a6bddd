"""The door of articles: what others may use, beside its events.

Parameters and results are plain data, so that an HTTP client can take the place of
`LocalArticlesGateway` and nothing changes for those who call.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Annotated, Protocol
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel, ConfigDict

from .config import get_articles_settings
from .dependencies.repositories import ArticleRepositoryDep
from .exceptions import ArticleBatchTooLargeError
from .models import StatusChoice
from .repositories import ArticleRepository

__all__ = [
    "ArticleBatchTooLargeError",
    "ArticleDTO",
    "ArticlesGateway",
    "ArticlesGatewayDep",
    "LocalArticlesGateway",
    "get_articles_gateway",
]


class ArticleDTO(BaseModel):
    """One article, as other modules see it."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    id: UUID
    created_at: dt.datetime
    updated_at: dt.datetime
    title: str
    body: str
    published_at: dt.datetime | None
    status: StatusChoice
    author_id: UUID


class ArticlesGateway(Protocol):
    """What other modules may ask."""

    async def get_article(self, entity_id: UUID) -> ArticleDTO | None:
        """Return the article with this id, if there is one."""

    async def get_articles_by_ids(self, entity_ids: Sequence[UUID]) -> dict[UUID, ArticleDTO]:
        """Return those that exist, by id; raise if too many are asked for."""


class LocalArticlesGateway:
    """Answers from the database of this process."""

    def __init__(self, repository: ArticleRepository, batch_limit: int) -> None:
        """Answer from this repository, and refuse more ids at once than `batch_limit`."""
        self._repository = repository
        self._batch_limit = batch_limit

    async def get_article(self, entity_id: UUID) -> ArticleDTO | None:
        """Return the article with this id, if there is one."""
        entity = await self._repository.get(entity_id)
        if entity is None:
            return None
        return ArticleDTO.model_validate(entity)

    async def get_articles_by_ids(self, entity_ids: Sequence[UUID]) -> dict[UUID, ArticleDTO]:
        """Return those that exist, by id, with one query."""
        if len(entity_ids) > self._batch_limit:
            raise ArticleBatchTooLargeError
        entities = await self._repository.get_many(entity_ids)
        found = map(ArticleDTO.model_validate, entities)
        return {each.id: each for each in found}


async def get_articles_gateway(repository: ArticleRepositoryDep) -> ArticlesGateway:
    """Give a route or a service the gateway of this process."""
    settings = get_articles_settings()
    return LocalArticlesGateway(repository, settings.batch_limit)


ArticlesGatewayDep = Annotated[ArticlesGateway, Depends(get_articles_gateway)]
