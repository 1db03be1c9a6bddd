"""Test data of articles, and stand-ins without a database."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.core.ids import new_id
from app.modules.articles.gateway import ArticleBatchTooLargeError, ArticleDTO
from app.modules.articles.models import Article
from app.modules.articles.repositories import ArticleRepository
from app.modules.articles.schemas.requests import ArticleCreate
from tests import fakes

from .auth import store_user


def article_body() -> dict[str, Any]:
    """Return what creates one article, but for its references."""
    return {
        "title": f"text {fakes.serial()}",
        "body": "body",
        "published_at": "2026-01-31T12:30:00Z",
        "status": "draft",
        "author_id": str(new_id()),
    }


def other_article_body() -> dict[str, Any]:
    """Return the same with another value for every field."""
    return {
        "title": f"text {fakes.serial()}",
        "body": "something else",
        "published_at": "9999-12-31T23:59:59.999999Z",
        "status": "published",
        "author_id": str(new_id()),
    }


async def article_references(session: AsyncSession) -> dict[str, Any]:
    """Return references that lead somewhere."""
    references: dict[str, Any] = {}
    references["author_id"] = str((await store_user(session)).id)
    return references


async def store_article(session: AsyncSession, /, **changes: object) -> Article:
    """Return one article that the database knows."""
    references = await article_references(session)
    body = {**article_body(), **references, **changes}
    data = ArticleCreate.model_validate(body)
    return await ArticleRepository(session).create(data)


def make_article(**changes: object) -> ArticleDTO:
    """Return one article that no database knows."""
    now = dt.datetime.now(dt.UTC)
    stored = {"id": new_id(), "created_at": now, "updated_at": now}
    body = {**stored, **article_body(), **changes}
    return ArticleDTO.model_validate(body)


class FakeArticlesGateway:
    """A stand-in that a contract test holds to what the real one does."""

    def __init__(self, *entities: ArticleDTO, batch_limit: int = 1_000) -> None:
        """Know these and no others."""
        self._entities = {entity.id: entity for entity in entities}
        self._batch_limit = batch_limit

    async def get_article(self, entity_id: UUID) -> ArticleDTO | None:
        """Return the article with this id, if there is one."""
        return self._entities.get(entity_id)

    async def get_articles_by_ids(self, entity_ids: Sequence[UUID]) -> dict[UUID, ArticleDTO]:
        """Return those that exist, by id."""
        if len(entity_ids) > self._batch_limit:
            raise ArticleBatchTooLargeError
        return {each: self._entities[each] for each in entity_ids if each in self._entities}


class FakeArticleRepository(fakes.InMemoryRepository, ArticleRepository):
    """The articles of one test, in memory."""
