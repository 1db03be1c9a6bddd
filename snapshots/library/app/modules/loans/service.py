"""What one can do with loans, and what follows from it."""

from collections.abc import Sequence
from typing import get_args
from uuid import UUID

from app.core.db.session import UnitOfWork
from app.core.repository import SoftDeleteRepository
from app.modules.auth.gateway import AuthGateway
from app.modules.books.gateway import BooksGateway

from .events import LoanCreated, LoanDeleted, LoanUpdated
from .exceptions import LoanDoesNotExistError, UnknownBookError, UnknownReaderError
from .models import Loan
from .schemas import LoanCreate, LoanFilters, LoanUpdate, Sorting


class LoanRows(SoftDeleteRepository[Loan, LoanCreate, LoanUpdate]):
    """The loans of a session that were not deleted, read and written as the kernel does it."""

    model = Loan
    filterable = LoanFilters.filterable()
    sortable = frozenset(name.removeprefix("-") for name in get_args(Sorting))


class LoanService:
    """Keeps the rules, and records what happened: it is published after the commit."""

    def __init__(self, uow: UnitOfWork, books: BooksGateway, auth: AuthGateway) -> None:
        """Work in one unit of work, with its session."""
        self._uow = uow
        self._rows = LoanRows(uow.session)
        self._books = books
        self._auth = auth

    async def create(self, data: LoanCreate) -> Loan:
        """Write a new loan."""
        await self._require_book(data.book_id)
        await self._require_reader(data.reader_id)
        entity = await self._rows.create(data)
        self._uow.record(LoanCreated(entity_id=entity.id))
        return entity

    async def get(self, entity_id: UUID) -> Loan:
        """Return one loan."""
        entity = await self._rows.get(entity_id)
        if entity is None:
            raise LoanDoesNotExistError
        return entity

    async def list(self, params: LoanFilters) -> tuple[Sequence[Loan], int]:
        """Return a page of those that match, and the number of all that match."""
        return await self._rows.list(params, filters=params.filters(), sort=params.sort)

    async def update(self, entity_id: UUID, data: LoanUpdate) -> Loan:
        """Change what is given of one loan."""
        entity = await self._get_for_update(entity_id)
        if isinstance(data.book_id, UUID):
            await self._require_book(data.book_id)
        if isinstance(data.reader_id, UUID):
            await self._require_reader(data.reader_id)
        entity = await self._rows.update(entity, data)
        self._uow.record(LoanUpdated(entity_id=entity_id))
        return entity

    async def delete(self, entity_id: UUID) -> None:
        """Delete one loan."""
        entity = await self._get_for_update(entity_id)
        await self._rows.delete(entity)
        self._uow.record(LoanDeleted(entity_id=entity_id))

    async def _get_for_update(self, entity_id: UUID) -> Loan:
        entity = await self._rows.get_for_update(entity_id)
        if entity is None:
            raise LoanDoesNotExistError
        return entity

    async def _require_book(self, entity_id: UUID) -> None:
        """Refuse an id that the books module does not know."""
        gateway = self._books
        if await gateway.get_book(entity_id) is None:
            raise UnknownBookError

    async def _require_reader(self, entity_id: UUID) -> None:
        """Refuse an id that the auth module does not know."""
        gateway = self._auth
        if await gateway.get_user(entity_id) is None:
            raise UnknownReaderError
