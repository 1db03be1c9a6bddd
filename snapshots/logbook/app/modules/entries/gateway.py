"""The door of entries: what others may use, beside its events.

Parameters and results are plain data, so that an HTTP client can take the place of
`LocalEntriesGateway` and nothing changes for those who call.
"""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Any, Protocol
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel, ConfigDict

from .config import get_entries_settings
from .dependencies.repositories import EntryRepositoryDep
from .exceptions import EntryBatchTooLargeError
from .models import MoodChoice
from .repositories import EntryRepository

__all__ = [
    "EntriesGateway",
    "EntriesGatewayDep",
    "EntryBatchTooLargeError",
    "EntryDTO",
    "LocalEntriesGateway",
    "get_entries_gateway",
]


class EntryDTO(BaseModel):
    """One entry, as other modules see it."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    id: UUID
    created_at: dt.datetime
    updated_at: dt.datetime
    text: str
    at: dt.datetime
    mood: MoodChoice | None
    weight: Decimal | None
    data: dict[str, Any]


class EntriesGateway(Protocol):
    """What other modules may ask."""

    async def get_entry(self, entity_id: UUID) -> EntryDTO | None:
        """Return the entry with this id, if there is one."""

    async def get_entries_by_ids(self, entity_ids: Sequence[UUID]) -> dict[UUID, EntryDTO]:
        """Return those that exist, by id; raise if too many are asked for."""


class LocalEntriesGateway:
    """Answers from the database of this process."""

    def __init__(self, repository: EntryRepository, batch_limit: int) -> None:
        """Answer from this repository, and refuse more ids at once than `batch_limit`."""
        self._repository = repository
        self._batch_limit = batch_limit

    async def get_entry(self, entity_id: UUID) -> EntryDTO | None:
        """Return the entry with this id, if there is one."""
        entity = await self._repository.get(entity_id)
        if entity is None:
            return None
        return EntryDTO.model_validate(entity)

    async def get_entries_by_ids(self, entity_ids: Sequence[UUID]) -> dict[UUID, EntryDTO]:
        """Return those that exist, by id, with one query."""
        if len(entity_ids) > self._batch_limit:
            raise EntryBatchTooLargeError
        entities = await self._repository.get_many(entity_ids)
        found = map(EntryDTO.model_validate, entities)
        return {each.id: each for each in found}


async def get_entries_gateway(repository: EntryRepositoryDep) -> EntriesGateway:
    """Give a route or a service the gateway of this process."""
    settings = get_entries_settings()
    return LocalEntriesGateway(repository, settings.batch_limit)


EntriesGatewayDep = Annotated[EntriesGateway, Depends(get_entries_gateway)]
