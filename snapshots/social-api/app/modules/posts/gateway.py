"""The door of posts: what others may use, beside its events.

Parameters and results are plain data, so that an HTTP client can take the place of
`LocalPostsGateway` and nothing changes for those who call.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Annotated, Protocol
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel, ConfigDict

from .config import get_posts_settings
from .dependencies.repositories import PostRepositoryDep
from .exceptions import PostBatchTooLargeError
from .repositories import PostRepository

__all__ = [
    "LocalPostsGateway",
    "PostBatchTooLargeError",
    "PostDTO",
    "PostsGateway",
    "PostsGatewayDep",
    "get_posts_gateway",
]


class PostDTO(BaseModel):
    """One post, as other modules see it."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    id: UUID
    created_at: dt.datetime
    updated_at: dt.datetime
    body: str
    published_at: dt.datetime | None
    profile_id: UUID


class PostsGateway(Protocol):
    """What other modules may ask."""

    async def get_post(self, entity_id: UUID) -> PostDTO | None:
        """Return the post with this id, if there is one."""

    async def get_posts_by_ids(self, entity_ids: Sequence[UUID]) -> dict[UUID, PostDTO]:
        """Return those that exist, by id; raise if too many are asked for."""


class LocalPostsGateway:
    """Answers from the database of this process."""

    def __init__(self, repository: PostRepository, batch_limit: int) -> None:
        """Answer from this repository, and refuse more ids at once than `batch_limit`."""
        self._repository = repository
        self._batch_limit = batch_limit

    async def get_post(self, entity_id: UUID) -> PostDTO | None:
        """Return the post with this id, if there is one."""
        entity = await self._repository.get(entity_id)
        if entity is None:
            return None
        return PostDTO.model_validate(entity)

    async def get_posts_by_ids(self, entity_ids: Sequence[UUID]) -> dict[UUID, PostDTO]:
        """Return those that exist, by id, with one query."""
        if len(entity_ids) > self._batch_limit:
            raise PostBatchTooLargeError
        entities = await self._repository.get_many(entity_ids)
        found = map(PostDTO.model_validate, entities)
        return {each.id: each for each in found}


async def get_posts_gateway(repository: PostRepositoryDep) -> PostsGateway:
    """Give a route or a service the gateway of this process."""
    settings = get_posts_settings()
    return LocalPostsGateway(repository, settings.batch_limit)


PostsGatewayDep = Annotated[PostsGateway, Depends(get_posts_gateway)]
