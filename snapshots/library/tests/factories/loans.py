"""Test data of loans, and stand-ins without a database."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.core.ids import new_id
from app.modules.loans.domain.model import Loan
from app.modules.loans.domain.ports import LoanQuery
from app.modules.loans.gateway import LoanBatchTooLargeError, LoanDTO
from app.modules.loans.infrastructure.repository import SqlLoanRepository
from app.modules.loans.interface.schemas import LoanCreate, values_of
from tests import fakes

from .auth import store_user
from .books import store_book


def loan_body() -> dict[str, Any]:
    """Return what creates one loan, but for its references."""
    return {
        "book_id": str(new_id()),
        "reader_id": str(new_id()),
        "due_on": "2026-01-31",
        "returned_at": "2026-01-31T12:30:00Z",
        "number": f"text {fakes.serial()}",
        "renewals": 1,
        "deposit": "1.2500",
        "state": "open",
        "weight": 1.25,
        "damaged": True,
        "note": "note",
        "extra": {"key": 1},
        "token": str(new_id()),
    }


def other_loan_body() -> dict[str, Any]:
    """Return the same with another value for every field."""
    return {
        "book_id": str(new_id()),
        "reader_id": str(new_id()),
        "due_on": "9999-12-31",
        "returned_at": "9999-12-31T23:59:59.999999Z",
        "number": f"text {fakes.serial()}",
        "renewals": 2,
        "deposit": "2.5000",
        "state": "returned",
        "weight": 2.5,
        "damaged": False,
        "note": "something else",
        "extra": {"key": 2},
        "token": str(new_id()),
    }


async def loan_references(session: AsyncSession) -> dict[str, Any]:
    """Return references that lead somewhere."""
    references: dict[str, Any] = {}
    references["book_id"] = str((await store_book(session)).id)
    references["reader_id"] = str((await store_user(session)).id)
    return references


async def store_loan(session: AsyncSession, /, **changes: object) -> Loan:
    """Return one loan that the database knows."""
    references = await loan_references(session)
    body = {**loan_body(), **references, **changes}
    data = LoanCreate.model_validate(body)
    entity = Loan(new_id(), values_of(data))
    await SqlLoanRepository(session).add(entity)
    return entity


def make_loan(**changes: object) -> LoanDTO:
    """Return one loan that no database knows."""
    now = dt.datetime.now(dt.UTC)
    stored = {"id": new_id(), "created_at": now, "updated_at": now}
    body = {**stored, **loan_body(), **changes}
    return LoanDTO.model_validate(body)


class FakeLoansGateway:
    """A stand-in that a contract test holds to what the real one does."""

    def __init__(self, *entities: LoanDTO, batch_limit: int = 1_000) -> None:
        """Know these and no others."""
        self._entities = {entity.id: entity for entity in entities}
        self._batch_limit = batch_limit

    async def get_loan(self, entity_id: UUID) -> LoanDTO | None:
        """Return the loan with this id, if there is one."""
        return self._entities.get(entity_id)

    async def get_loans_by_ids(self, entity_ids: Sequence[UUID]) -> dict[UUID, LoanDTO]:
        """Return those that exist, by id."""
        if len(entity_ids) > self._batch_limit:
            raise LoanBatchTooLargeError
        return {each: self._entities[each] for each in entity_ids if each in self._entities}


def new_loan(entity_id: UUID | None = None) -> Loan:
    """Return one loan that is kept nowhere."""
    data = LoanCreate.model_validate(loan_body())
    return Loan(entity_id or new_id(), values_of(data))


class FakeLoanRepository:
    """The loans of one test, in memory."""

    def __init__(self) -> None:
        """Begin empty."""
        self._kept: dict[UUID, Loan] = {}

    async def add(self, entity: Loan) -> None:
        """Keep a new one."""
        self._kept[entity.id] = entity

    async def save(self, entity: Loan) -> None:
        """Keep what has changed of it: nothing, once it was deleted."""
        if entity.deleted_at is not None:
            del self._kept[entity.id]

    async def get(self, entity_id: UUID) -> Loan | None:
        """Return the one with this id, if there is one."""
        return self._kept.get(entity_id)

    async def get_for_update(self, entity_id: UUID) -> Loan | None:
        """Return the one with this id, if there is one."""
        return self._kept.get(entity_id)

    async def get_many(self, entity_ids: Sequence[UUID]) -> Sequence[Loan]:
        """Return those with these ids."""
        return [self._kept[each] for each in entity_ids if each in self._kept]

    async def find(self, query: LoanQuery) -> tuple[Sequence[Loan], int]:
        """Return as many as fit on a page."""
        kept = [*self._kept.values()]
        return kept[: query.per_page], len(kept)
