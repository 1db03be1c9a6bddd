"""What one can do with books, and what follows from it."""

from collections.abc import Sequence
from typing import get_args
from uuid import UUID

import sqlalchemy as sa

from app.core.db.session import UnitOfWork
from app.core.repository import SoftDeleteRepository
from app.modules.authors.gateway import AuthorsGateway

from .events import BookCreated, BookDeleted, BookUpdated
from .exceptions import BookAlreadyExistsError, BookDoesNotExistError, UnknownAuthorError
from .models import Book
from .schemas import BookCreate, BookFilters, BookUpdate, Sorting


class BookRows(SoftDeleteRepository[Book, BookCreate, BookUpdate]):
    """The books of a session that were not deleted."""

    model = Book
    conflict = BookAlreadyExistsError
    filterable = BookFilters.filterable()
    sortable = frozenset(name.removeprefix("-") for name in get_args(Sorting))

    async def delete_by_author_id(self, entity_id: UUID) -> Sequence[UUID]:
        """Delete what belongs to it, and return the ids of that."""
        deleted = await self.session.scalars(
            sa.update(Book)
            .where(Book.author_id == entity_id, Book.deleted_at.is_(None))
            .values(deleted_at=sa.func.now())
            .returning(Book.id)
        )
        return deleted.all()


class BookService:
    """Keeps the rules, and records what happened: it is published after the commit."""

    def __init__(self, uow: UnitOfWork, authors: AuthorsGateway) -> None:
        """Work in one unit of work, with its session."""
        self._uow = uow
        self._rows = BookRows(uow.session)
        self._authors = authors

    async def create(self, data: BookCreate) -> Book:
        """Write a new book."""
        await self._require_author(data.author_id)
        entity = await self._rows.create(data)
        self._uow.record(BookCreated(entity_id=entity.id))
        return entity

    async def get(self, entity_id: UUID) -> Book:
        """Return one book."""
        entity = await self._rows.get(entity_id)
        if entity is None:
            raise BookDoesNotExistError
        return entity

    async def list(self, params: BookFilters) -> tuple[Sequence[Book], int]:
        """Return a page of those that match, and the number of all that match."""
        return await self._rows.list(params, filters=params.filters(), sort=params.sort)

    async def update(self, entity_id: UUID, data: BookUpdate) -> Book:
        """Change what is given; what is so already is no change."""
        entity = await self._get_for_update(entity_id)
        if isinstance(data.author_id, UUID):
            await self._require_author(data.author_id)
        return await self._change(entity, data)

    async def delete(self, entity_id: UUID) -> None:
        """Delete one book."""
        entity = await self._get_for_update(entity_id)
        await self._rows.delete(entity)
        self._uow.record(BookDeleted(entity_id=entity_id))

    async def _get_for_update(self, entity_id: UUID) -> Book:
        entity = await self._rows.get_for_update(entity_id)
        if entity is None:
            raise BookDoesNotExistError
        return entity

    async def _change(self, entity: Book, data: BookUpdate) -> Book:
        if self._rows.changes(entity, data):
            entity = await self._rows.update(entity, data)
            self._uow.record(BookUpdated(entity_id=entity.id))
        return entity

    async def _require_author(self, entity_id: UUID) -> None:
        """Refuse an id that the authors module does not know."""
        gateway = self._authors
        if await gateway.get_author(entity_id) is None:
            raise UnknownAuthorError
