"""The door of comments: what others may use, beside its events.

Parameters and results are plain data, so that an HTTP client can take the place of
`LocalCommentsGateway` and nothing changes for those who call.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Annotated, Protocol
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel, ConfigDict

from .config import get_comments_settings
from .dependencies.repositories import CommentRepositoryDep
from .exceptions import CommentBatchTooLargeError
from .repositories import CommentRepository

__all__ = [
    "CommentBatchTooLargeError",
    "CommentDTO",
    "CommentsGateway",
    "CommentsGatewayDep",
    "LocalCommentsGateway",
    "get_comments_gateway",
]


class CommentDTO(BaseModel):
    """One comment, as other modules see it."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    id: UUID
    created_at: dt.datetime
    updated_at: dt.datetime
    body: str
    article_id: UUID


class CommentsGateway(Protocol):
    """What other modules may ask."""

    async def get_comment(self, entity_id: UUID) -> CommentDTO | None:
        """Return the comment with this id, if there is one."""

    async def get_comments_by_ids(self, entity_ids: Sequence[UUID]) -> dict[UUID, CommentDTO]:
        """Return those that exist, by id; raise if too many are asked for."""


class LocalCommentsGateway:
    """Answers from the database of this process."""

    def __init__(self, repository: CommentRepository, batch_limit: int) -> None:
        """Answer from this repository, and refuse more ids at once than `batch_limit`."""
        self._repository = repository
        self._batch_limit = batch_limit

    async def get_comment(self, entity_id: UUID) -> CommentDTO | None:
        """Return the comment with this id, if there is one."""
        entity = await self._repository.get(entity_id)
        if entity is None:
            return None
        return CommentDTO.model_validate(entity)

    async def get_comments_by_ids(self, entity_ids: Sequence[UUID]) -> dict[UUID, CommentDTO]:
        """Return those that exist, by id, with one query."""
        if len(entity_ids) > self._batch_limit:
            raise CommentBatchTooLargeError
        entities = await self._repository.get_many(entity_ids)
        found = map(CommentDTO.model_validate, entities)
        return {each.id: each for each in found}


async def get_comments_gateway(repository: CommentRepositoryDep) -> CommentsGateway:
    """Give a route or a service the gateway of this process."""
    settings = get_comments_settings()
    return LocalCommentsGateway(repository, settings.batch_limit)


CommentsGatewayDep = Annotated[CommentsGateway, Depends(get_comments_gateway)]
