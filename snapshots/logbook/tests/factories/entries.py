"""Test data of entries, and stand-ins without a database."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.core.ids import new_id
from app.modules.entries.gateway import EntryBatchTooLargeError, EntryDTO
from app.modules.entries.models import Entry
from app.modules.entries.repositories import EntryRepository
from app.modules.entries.schemas.requests import EntryCreate
from tests import fakes


def entry_body() -> dict[str, Any]:
    """Return what creates one entry, but for its references."""
    return {
        "text": "text",
        "at": "2026-01-31T12:30:00Z",
        "mood": "good",
        "weight": "1.2500",
        "data": {"key": 1},
    }


def other_entry_body() -> dict[str, Any]:
    """Return the same with another value for every field."""
    return {
        "text": "something else",
        "at": "9999-12-31T23:59:59.999999Z",
        "mood": "bad",
        "weight": "2.5000",
        "data": {"key": 2},
    }


async def entry_references(session: AsyncSession) -> dict[str, Any]:
    """Return references that lead somewhere."""
    references: dict[str, Any] = {}
    return references


async def store_entry(session: AsyncSession, /, **changes: object) -> Entry:
    """Return one entry that the database knows."""
    references = await entry_references(session)
    body = {**entry_body(), **references, **changes}
    data = EntryCreate.model_validate(body)
    return await EntryRepository(session).create(data)


def make_entry(**changes: object) -> EntryDTO:
    """Return one entry that no database knows."""
    now = dt.datetime.now(dt.UTC)
    stored = {"id": new_id(), "created_at": now, "updated_at": now}
    body = {**stored, **entry_body(), **changes}
    return EntryDTO.model_validate(body)


class FakeEntriesGateway:
    """A stand-in that a contract test holds to what the real one does."""

    def __init__(self, *entities: EntryDTO, batch_limit: int = 1_000) -> None:
        """Know these and no others."""
        self._entities = {entity.id: entity for entity in entities}
        self._batch_limit = batch_limit

    async def get_entry(self, entity_id: UUID) -> EntryDTO | None:
        """Return the entry with this id, if there is one."""
        return self._entities.get(entity_id)

    async def get_entries_by_ids(self, entity_ids: Sequence[UUID]) -> dict[UUID, EntryDTO]:
        """Return those that exist, by id."""
        if len(entity_ids) > self._batch_limit:
            raise EntryBatchTooLargeError
        return {each: self._entities[each] for each in entity_ids if each in self._entities}


class FakeEntryRepository(fakes.InMemoryRepository, EntryRepository):
    """The entries of one test, in memory."""
