"""Test data of loans, and stand-ins without a database."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.core.ids import new_id
from app.modules.loans.gateway import LoanBatchTooLargeError, LoanDTO
from app.modules.loans.models import Loan
from app.modules.loans.schemas import LoanCreate
from app.modules.loans.service import LoanRows

from .auth import store_user
from .books import store_book


def loan_body() -> dict[str, Any]:
    """Return what creates one loan, but for its references."""
    return {
        "book_id": str(new_id()),
        "reader_id": str(new_id()),
        "due_on": "2026-01-31",
        "returned_at": "2026-01-31T12:30:00Z",
    }


def other_loan_body() -> dict[str, Any]:
    """Return the same with another value for every field."""
    return {
        "book_id": str(new_id()),
        "reader_id": str(new_id()),
        "due_on": "2026-02-28",
        "returned_at": "2026-02-28T12:30:00Z",
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
    return await LoanRows(session).create(data)


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
