"""What one can do with loans.

Each use gets one, lets it act, keeps it, and tells what happened.
"""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from app.core.db.session import UnitOfWork
from app.core.ids import new_id
from app.modules.auth.gateway import AuthGateway
from app.modules.books.gateway import BooksGateway

from ..domain.events import LoanAdded, LoanChanged, LoanEvent, LoanRemoved
from ..domain.model import Loan, LoanChanges, LoanValues
from ..domain.ports import LoanQuery, LoanRepository
from ..events import LoanCreated, LoanDeleted, LoanUpdated
from ..exceptions import LoanDoesNotExistError, UnknownBookError, UnknownReaderError

# What others hear of what happens in the domain.
_TOLD: dict[type[LoanEvent], type[LoanCreated | LoanDeleted | LoanUpdated]] = {
    LoanAdded: LoanCreated,
    LoanChanged: LoanUpdated,
    LoanRemoved: LoanDeleted,
}


class LoanHandlers:
    """Orchestrates; the rules are kept by the loan itself."""

    def __init__(
        self, uow: UnitOfWork, repository: LoanRepository, books: BooksGateway, auth: AuthGateway
    ) -> None:
        """Work in one unit of work."""
        self._uow = uow
        self._repository = repository
        self._books = books
        self._auth = auth

    async def create(self, values: LoanValues) -> Loan:
        """Keep a new loan."""
        await self._require_book(values["book_id"])
        if (reference := values["reader_id"]) is not None:
            await self._require_reader(reference)
        entity = Loan(new_id(), values)
        await self._repository.add(entity)
        self._publish(entity.collect_events())
        return entity

    async def get(self, entity_id: UUID) -> Loan:
        """Return one loan."""
        entity = await self._repository.get(entity_id)
        if entity is None:
            raise LoanDoesNotExistError
        return entity

    async def find(self, query: LoanQuery) -> tuple[Sequence[Loan], int]:
        """Return a page of those that fit, and the number of all that fit."""
        return await self._repository.find(query)

    async def change(self, entity_id: UUID, changes: LoanChanges) -> Loan:
        """Change what is given; what is so already is no change."""
        entity = await self._get_for_update(entity_id)
        if (reference := changes.get("book_id")) is not None:
            await self._require_book(reference)
        if (reference := changes.get("reader_id")) is not None:
            await self._require_reader(reference)
        entity.apply_changes(changes)
        await self._keep(entity)
        return entity

    async def delete(self, entity_id: UUID) -> None:
        """Delete one loan."""
        entity = await self._get_for_update(entity_id)
        entity.mark_deleted(dt.datetime.now(dt.UTC))
        await self._keep(entity)

    async def _get_for_update(self, entity_id: UUID) -> Loan:
        entity = await self._repository.get_for_update(entity_id)
        if entity is None:
            raise LoanDoesNotExistError
        return entity

    async def _keep(self, entity: Loan) -> None:
        events = entity.collect_events()
        if events:
            await self._repository.save(entity)
        self._publish(events)

    def _publish(self, events: Sequence[LoanEvent]) -> None:
        for event in events:
            self._uow.record(_TOLD[type(event)](entity_id=event.entity_id))

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
