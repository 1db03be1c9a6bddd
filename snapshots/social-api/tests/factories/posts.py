"""Test data of posts, and stand-ins without a database."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.core.ids import new_id
from app.modules.posts.gateway import PostBatchTooLargeError, PostDTO
from app.modules.posts.models import Post
from app.modules.posts.repositories import PostRepository
from app.modules.posts.schemas.requests import PostCreate
from tests import fakes

from .profiles import store_profile


def post_body() -> dict[str, Any]:
    """Return what creates one post, but for its references."""
    return {
        "body": "body",
        "published_at": "2026-01-31T12:30:00Z",
        "profile_id": str(new_id()),
    }


def other_post_body() -> dict[str, Any]:
    """Return the same with another value for every field."""
    return {
        "body": "something else",
        "published_at": "9999-12-31T23:59:59.999999Z",
        "profile_id": str(new_id()),
    }


async def post_references(session: AsyncSession) -> dict[str, Any]:
    """Return references that lead somewhere."""
    references: dict[str, Any] = {}
    references["profile_id"] = str((await store_profile(session)).id)
    return references


async def store_post(session: AsyncSession, /, **changes: object) -> Post:
    """Return one post that the database knows."""
    references = await post_references(session)
    body = {**post_body(), **references, **changes}
    data = PostCreate.model_validate(body)
    return await PostRepository(session).create(data)


def make_post(**changes: object) -> PostDTO:
    """Return one post that no database knows."""
    now = dt.datetime.now(dt.UTC)
    stored = {"id": new_id(), "created_at": now, "updated_at": now}
    body = {**stored, **post_body(), **changes}
    return PostDTO.model_validate(body)


class FakePostsGateway:
    """A stand-in that a contract test holds to what the real one does."""

    def __init__(self, *entities: PostDTO, batch_limit: int = 1_000) -> None:
        """Know these and no others."""
        self._entities = {entity.id: entity for entity in entities}
        self._batch_limit = batch_limit

    async def get_post(self, entity_id: UUID) -> PostDTO | None:
        """Return the post with this id, if there is one."""
        return self._entities.get(entity_id)

    async def get_posts_by_ids(self, entity_ids: Sequence[UUID]) -> dict[UUID, PostDTO]:
        """Return those that exist, by id."""
        if len(entity_ids) > self._batch_limit:
            raise PostBatchTooLargeError
        return {each: self._entities[each] for each in entity_ids if each in self._entities}


class FakePostRepository(fakes.InMemoryRepository, PostRepository):
    """The posts of one test, in memory."""
