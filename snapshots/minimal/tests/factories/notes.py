"""Test data of notes, and stand-ins without a database."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.core.ids import new_id
from app.modules.notes.gateway import NoteBatchTooLargeError, NoteDTO
from app.modules.notes.models import Note
from app.modules.notes.repositories import NoteRepository
from app.modules.notes.schemas.requests import NoteCreate
from tests import fakes


def note_body() -> dict[str, Any]:
    """Return what creates one note, but for its references."""
    return {
        "name": "name",
        "description": "description",
    }


def other_note_body() -> dict[str, Any]:
    """Return the same with another value for every field."""
    return {
        "name": "something else",
        "description": "something else",
    }


async def note_references(session: AsyncSession) -> dict[str, Any]:
    """Return references that lead somewhere."""
    references: dict[str, Any] = {}
    return references


async def store_note(session: AsyncSession, /, **changes: object) -> Note:
    """Return one note that the database knows."""
    references = await note_references(session)
    body = {**note_body(), **references, **changes}
    data = NoteCreate.model_validate(body)
    return await NoteRepository(session).create(data)


def make_note(**changes: object) -> NoteDTO:
    """Return one note that no database knows."""
    now = dt.datetime.now(dt.UTC)
    stored = {"id": new_id(), "created_at": now, "updated_at": now}
    body = {**stored, **note_body(), **changes}
    return NoteDTO.model_validate(body)


class FakeNotesGateway:
    """A stand-in that a contract test holds to what the real one does."""

    def __init__(self, *entities: NoteDTO, batch_limit: int = 1_000) -> None:
        """Know these and no others."""
        self._entities = {entity.id: entity for entity in entities}
        self._batch_limit = batch_limit

    async def get_note(self, entity_id: UUID) -> NoteDTO | None:
        """Return the note with this id, if there is one."""
        return self._entities.get(entity_id)

    async def get_notes_by_ids(self, entity_ids: Sequence[UUID]) -> dict[UUID, NoteDTO]:
        """Return those that exist, by id."""
        if len(entity_ids) > self._batch_limit:
            raise NoteBatchTooLargeError
        return {each: self._entities[each] for each in entity_ids if each in self._entities}


class FakeNoteRepository(fakes.InMemoryRepository, NoteRepository):
    """The notes of one test, in memory."""
