"""The door of fines: what others may use, beside its events.

Parameters and results are plain data, so that an HTTP client can take the place of
`LocalFinesGateway` and nothing changes for those who call.
"""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Protocol
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel, ConfigDict

from app.core.db.session import UnitOfWorkDep

from .config import get_fines_settings
from .exceptions import FineBatchTooLargeError
from .infrastructure.repository import SqlFineRepository

__all__ = [
    "FineBatchTooLargeError",
    "FineDTO",
    "FinesGateway",
    "FinesGatewayDep",
    "LocalFinesGateway",
    "get_fines_gateway",
]


class FineDTO(BaseModel):
    """One fine, as other modules see it."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    id: UUID
    created_at: dt.datetime
    updated_at: dt.datetime
    amount: Decimal
    paid_on: dt.date | None
    loan_id: UUID


class FinesGateway(Protocol):
    """What other modules may ask."""

    async def get_fine(self, entity_id: UUID) -> FineDTO | None:
        """Return the fine with this id, if there is one."""

    async def get_fines_by_ids(self, entity_ids: Sequence[UUID]) -> dict[UUID, FineDTO]:
        """Return those that exist, by id; raise if too many are asked for."""


class LocalFinesGateway:
    """Answers from the database of this process."""

    def __init__(self, repository: SqlFineRepository, batch_limit: int) -> None:
        """Answer from this repository, and refuse more ids at once than `batch_limit`."""
        self._repository = repository
        self._batch_limit = batch_limit

    async def get_fine(self, entity_id: UUID) -> FineDTO | None:
        """Return the fine with this id, if there is one."""
        entity = await self._repository.get(entity_id)
        if entity is None:
            return None
        return FineDTO.model_validate(entity)

    async def get_fines_by_ids(self, entity_ids: Sequence[UUID]) -> dict[UUID, FineDTO]:
        """Return those that exist, by id, with one query."""
        if len(entity_ids) > self._batch_limit:
            raise FineBatchTooLargeError
        entities = await self._repository.get_many(entity_ids)
        found = map(FineDTO.model_validate, entities)
        return {each.id: each for each in found}


async def get_fines_gateway(uow: UnitOfWorkDep) -> FinesGateway:
    """Give a route or a service the gateway of this process."""
    settings = get_fines_settings()
    return LocalFinesGateway(SqlFineRepository(uow.session), settings.batch_limit)


FinesGatewayDep = Annotated[FinesGateway, Depends(get_fines_gateway)]
