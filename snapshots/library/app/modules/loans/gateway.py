"""The door of loans: what others may use, beside its events.

Parameters and results are plain data, so that an HTTP client can take the place of
`LocalLoansGateway` and nothing changes for those who call.
"""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Any, Protocol
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel, ConfigDict

from app.core.db.session import UnitOfWorkDep

from .config import get_loans_settings
from .domain.model import StateChoice
from .exceptions import LoanBatchTooLargeError
from .infrastructure.repository import SqlLoanRepository

__all__ = [
    "LoanBatchTooLargeError",
    "LoanDTO",
    "LoansGateway",
    "LoansGatewayDep",
    "LocalLoansGateway",
    "get_loans_gateway",
]


class LoanDTO(BaseModel):
    """One loan, as other modules see it."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    id: UUID
    created_at: dt.datetime
    updated_at: dt.datetime
    book_id: UUID
    reader_id: UUID | None
    due_on: dt.date
    returned_at: dt.datetime | None
    number: str
    renewals: int
    deposit: Decimal
    state: StateChoice
    weight: float | None
    damaged: bool
    note: str | None
    extra: dict[str, Any]
    token: UUID


class LoansGateway(Protocol):
    """What other modules may ask."""

    async def get_loan(self, entity_id: UUID) -> LoanDTO | None:
        """Return the loan with this id, if there is one."""

    async def get_loans_by_ids(self, entity_ids: Sequence[UUID]) -> dict[UUID, LoanDTO]:
        """Return those that exist, by id; raise if too many are asked for."""


class LocalLoansGateway:
    """Answers from the database of this process."""

    def __init__(self, repository: SqlLoanRepository, batch_limit: int) -> None:
        """Answer from this repository, and refuse more ids at once than `batch_limit`."""
        self._repository = repository
        self._batch_limit = batch_limit

    async def get_loan(self, entity_id: UUID) -> LoanDTO | None:
        """Return the loan with this id, if there is one."""
        entity = await self._repository.get(entity_id)
        if entity is None:
            return None
        return LoanDTO.model_validate(entity)

    async def get_loans_by_ids(self, entity_ids: Sequence[UUID]) -> dict[UUID, LoanDTO]:
        """Return those that exist, by id, with one query."""
        if len(entity_ids) > self._batch_limit:
            raise LoanBatchTooLargeError
        entities = await self._repository.get_many(entity_ids)
        found = map(LoanDTO.model_validate, entities)
        return {each.id: each for each in found}


async def get_loans_gateway(uow: UnitOfWorkDep) -> LoansGateway:
    """Give a route or a service the gateway of this process."""
    settings = get_loans_settings()
    return LocalLoansGateway(SqlLoanRepository(uow.session), settings.batch_limit)


LoansGatewayDep = Annotated[LoansGateway, Depends(get_loans_gateway)]
