"""What one can do with entries, and what follows from it."""

from collections.abc import Sequence
from uuid import UUID

from app.core.db.session import UnitOfWork

from ..events import EntryCreated, EntryDeleted, EntryUpdated
from ..exceptions import EntryDoesNotExistError
from ..models import Entry
from ..repositories import EntryRepository
from ..schemas.filters import EntryFilters
from ..schemas.requests import EntryCreate, EntryUpdate


class EntryService:
    """Keeps the rules, and records what happened: it is published after the commit."""

    def __init__(self, uow: UnitOfWork, repository: EntryRepository) -> None:
        """Work in one unit of work."""
        self._uow = uow
        self._repository = repository

    async def create(self, data: EntryCreate) -> Entry:
        """Write a new entry."""
        entity = await self._repository.create(data)
        self._uow.record(EntryCreated(entity_id=entity.id))
        return entity

    async def get(self, entity_id: UUID) -> Entry:
        """Return one entry."""
        entity = await self._repository.get(entity_id)
        if entity is None:
            raise EntryDoesNotExistError
        return entity

    async def list(self, params: EntryFilters) -> tuple[Sequence[Entry], int]:
        """Return a page of those that match, and the number of all that match."""
        return await self._repository.list(params, filters=params.filters(), sort=params.sort)

    async def update(self, entity_id: UUID, data: EntryUpdate) -> Entry:
        """Change what is given; what is so already is no change."""
        entity = await self._get_for_update(entity_id)
        return await self._change(entity, data)

    async def delete(self, entity_id: UUID) -> None:
        """Delete one entry."""
        entity = await self._get_for_update(entity_id)
        await self._repository.delete(entity)
        self._uow.record(EntryDeleted(entity_id=entity_id))

    async def _get_for_update(self, entity_id: UUID) -> Entry:
        entity = await self._repository.get_for_update(entity_id)
        if entity is None:
            raise EntryDoesNotExistError
        return entity

    async def _change(self, entity: Entry, data: EntryUpdate) -> Entry:
        if self._repository.changes(entity, data):
            entity = await self._repository.update(entity, data)
            self._uow.record(EntryUpdated(entity_id=entity.id))
        return entity
