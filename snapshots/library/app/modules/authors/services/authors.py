"""What one can do with authors, and what follows from it."""

from collections.abc import Sequence
from uuid import UUID

from app.core.db.session import UnitOfWork

from ..events import AuthorCreated, AuthorDeleted, AuthorUpdated
from ..exceptions import AuthorDoesNotExistError
from ..models import Author
from ..repositories import AuthorRepository
from ..schemas.filters import AuthorFilters
from ..schemas.requests import AuthorCreate, AuthorUpdate


class AuthorService:
    """Keeps the rules, and records what happened: it is published after the commit."""

    def __init__(self, uow: UnitOfWork, repository: AuthorRepository) -> None:
        """Work in one unit of work."""
        self._uow = uow
        self._repository = repository

    async def create(self, data: AuthorCreate) -> Author:
        """Write a new author."""
        entity = await self._repository.create(data)
        self._uow.record(AuthorCreated(entity_id=entity.id))
        return entity

    async def get(self, entity_id: UUID) -> Author:
        """Return one author."""
        entity = await self._repository.get(entity_id)
        if entity is None:
            raise AuthorDoesNotExistError
        return entity

    async def list(self, params: AuthorFilters) -> tuple[Sequence[Author], int]:
        """Return a page of those that match, and the number of all that match."""
        return await self._repository.list(params, filters=params.filters(), sort=params.sort)

    async def update(self, entity_id: UUID, data: AuthorUpdate) -> Author:
        """Change what is given; what is so already is no change."""
        entity = await self._get_for_update(entity_id)
        return await self._change(entity, data)

    async def delete(self, entity_id: UUID) -> None:
        """Delete one author."""
        entity = await self._get_for_update(entity_id)
        await self._repository.delete(entity)
        self._uow.record(AuthorDeleted(entity_id=entity_id))

    async def _get_for_update(self, entity_id: UUID) -> Author:
        entity = await self._repository.get_for_update(entity_id)
        if entity is None:
            raise AuthorDoesNotExistError
        return entity

    async def _change(self, entity: Author, data: AuthorUpdate) -> Author:
        if self._repository.changes(entity, data):
            entity = await self._repository.update(entity, data)
            self._uow.record(AuthorUpdated(entity_id=entity.id))
        return entity
