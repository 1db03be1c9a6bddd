"""The door of tags: what others may use, beside its events.

Parameters and results are plain data, so that an HTTP client can take the place of
`LocalTagsGateway` and nothing changes for those who call.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Annotated, Protocol
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel, ConfigDict

from .config import get_tags_settings
from .dependencies.repositories import TagRepositoryDep
from .exceptions import TagBatchTooLargeError
from .repositories import TagRepository

__all__ = [
    "LocalTagsGateway",
    "TagBatchTooLargeError",
    "TagDTO",
    "TagsGateway",
    "TagsGatewayDep",
    "get_tags_gateway",
]


class TagDTO(BaseModel):
    """One tag, as other modules see it."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    id: UUID
    created_at: dt.datetime
    updated_at: dt.datetime
    name: str
    description: str | None
    entry_id: UUID


class TagsGateway(Protocol):
    """What other modules may ask."""

    async def get_tag(self, entity_id: UUID) -> TagDTO | None:
        """Return the tag with this id, if there is one."""

    async def get_tags_by_ids(self, entity_ids: Sequence[UUID]) -> dict[UUID, TagDTO]:
        """Return those that exist, by id; raise if too many are asked for."""


class LocalTagsGateway:
    """Answers from the database of this process."""

    def __init__(self, repository: TagRepository, batch_limit: int) -> None:
        """Answer from this repository, and refuse more ids at once than `batch_limit`."""
        self._repository = repository
        self._batch_limit = batch_limit

    async def get_tag(self, entity_id: UUID) -> TagDTO | None:
        """Return the tag with this id, if there is one."""
        entity = await self._repository.get(entity_id)
        if entity is None:
            return None
        return TagDTO.model_validate(entity)

    async def get_tags_by_ids(self, entity_ids: Sequence[UUID]) -> dict[UUID, TagDTO]:
        """Return those that exist, by id, with one query."""
        if len(entity_ids) > self._batch_limit:
            raise TagBatchTooLargeError
        entities = await self._repository.get_many(entity_ids)
        found = map(TagDTO.model_validate, entities)
        return {each.id: each for each in found}


async def get_tags_gateway(repository: TagRepositoryDep) -> TagsGateway:
    """Give a route or a service the gateway of this process."""
    settings = get_tags_settings()
    return LocalTagsGateway(repository, settings.batch_limit)


TagsGatewayDep = Annotated[TagsGateway, Depends(get_tags_gateway)]
