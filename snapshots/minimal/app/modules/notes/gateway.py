"""The door of notes: what others may use, beside its events.

Parameters and results are plain data, so that an HTTP client can take the place of
`LocalNotesGateway` and nothing changes for those who call.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Annotated, Protocol
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel, ConfigDict

from .config import get_notes_settings
from .dependencies.repositories import NoteRepositoryDep
from .exceptions import NoteBatchTooLargeError
from .repositories import NoteRepository

__all__ = [
    "LocalNotesGateway",
    "NoteBatchTooLargeError",
    "NoteDTO",
    "NotesGateway",
    "NotesGatewayDep",
    "get_notes_gateway",
]


class NoteDTO(BaseModel):
    """One note, as other modules see it."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    id: UUID
    created_at: dt.datetime
    updated_at: dt.datetime
    name: str
    description: str | None


class NotesGateway(Protocol):
    """What other modules may ask."""

    async def get_note(self, entity_id: UUID) -> NoteDTO | None:
        """Return the note with this id, if there is one."""

    async def get_notes_by_ids(self, entity_ids: Sequence[UUID]) -> dict[UUID, NoteDTO]:
        """Return those that exist, by id; raise if too many are asked for."""


class LocalNotesGateway:
    """Answers from the database of this process."""

    def __init__(self, repository: NoteRepository, batch_limit: int) -> None:
        """Answer from this repository, and refuse more ids at once than `batch_limit`."""
        self._repository = repository
        self._batch_limit = batch_limit

    async def get_note(self, entity_id: UUID) -> NoteDTO | None:
        """Return the note with this id, if there is one."""
        entity = await self._repository.get(entity_id)
        if entity is None:
            return None
        return NoteDTO.model_validate(entity)

    async def get_notes_by_ids(self, entity_ids: Sequence[UUID]) -> dict[UUID, NoteDTO]:
        """Return those that exist, by id, with one query."""
        if len(entity_ids) > self._batch_limit:
            raise NoteBatchTooLargeError
        entities = await self._repository.get_many(entity_ids)
        found = map(NoteDTO.model_validate, entities)
        return {each.id: each for each in found}


async def get_notes_gateway(repository: NoteRepositoryDep) -> NotesGateway:
    """Give a route or a service the gateway of this process."""
    settings = get_notes_settings()
    return LocalNotesGateway(repository, settings.batch_limit)


NotesGatewayDep = Annotated[NotesGateway, Depends(get_notes_gateway)]
