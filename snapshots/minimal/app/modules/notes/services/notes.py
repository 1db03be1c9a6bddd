"""What one can do with notes, and what follows from it."""

from collections.abc import Sequence
from uuid import UUID

from app.core.db.session import UnitOfWork

from ..events import NoteCreated, NoteDeleted, NoteUpdated
from ..exceptions import NoteDoesNotExistError
from ..models import Note
from ..repositories import NoteRepository
from ..schemas.filters import NoteFilters
from ..schemas.requests import NoteCreate, NoteUpdate


class NoteService:
    """Keeps the rules, and records what happened: it is published after the commit."""

    def __init__(self, uow: UnitOfWork, repository: NoteRepository) -> None:
        """Work in one unit of work."""
        self._uow = uow
        self._repository = repository

    async def create(self, data: NoteCreate) -> Note:
        """Write a new note."""
        entity = await self._repository.create(data)
        self._uow.record(NoteCreated(entity_id=entity.id))
        return entity

    async def get(self, entity_id: UUID) -> Note:
        """Return one note."""
        entity = await self._repository.get(entity_id)
        if entity is None:
            raise NoteDoesNotExistError
        return entity

    async def list(self, params: NoteFilters) -> tuple[Sequence[Note], int]:
        """Return a page of those that match, and the number of all that match."""
        return await self._repository.list(params, filters=params.filters(), sort=params.sort)

    async def update(self, entity_id: UUID, data: NoteUpdate) -> Note:
        """Change what is given; what is so already is no change."""
        entity = await self._get_for_update(entity_id)
        return await self._change(entity, data)

    async def delete(self, entity_id: UUID) -> None:
        """Delete one note."""
        entity = await self._get_for_update(entity_id)
        await self._repository.delete(entity)
        self._uow.record(NoteDeleted(entity_id=entity_id))

    async def _get_for_update(self, entity_id: UUID) -> Note:
        entity = await self._repository.get_for_update(entity_id)
        if entity is None:
            raise NoteDoesNotExistError
        return entity

    async def _change(self, entity: Note, data: NoteUpdate) -> Note:
        if self._repository.changes(entity, data):
            entity = await self._repository.update(entity, data)
            self._uow.record(NoteUpdated(entity_id=entity.id))
        return entity
