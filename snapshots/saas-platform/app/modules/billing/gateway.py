"""The door of billings: what others may use, beside its events.

Parameters and results are plain data, so that an HTTP client can take the place of
`LocalBillingGateway` and nothing changes for those who call.
"""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Protocol
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel, ConfigDict

from .config import get_billing_settings
from .dependencies.repositories import BillingRepositoryDep
from .exceptions import BillingBatchTooLargeError
from .repositories import BillingRepository

__all__ = [
    "BillingBatchTooLargeError",
    "BillingDTO",
    "BillingGateway",
    "BillingGatewayDep",
    "LocalBillingGateway",
    "get_billing_gateway",
]


class BillingDTO(BaseModel):
    """One billing, as other modules see it."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    id: UUID
    created_at: dt.datetime
    updated_at: dt.datetime
    amount: Decimal
    due_on: dt.date
    tenant_id: UUID


class BillingGateway(Protocol):
    """What other modules may ask."""

    async def get_billing(self, entity_id: UUID) -> BillingDTO | None:
        """Return the billing with this id, if there is one."""

    async def get_billings_by_ids(self, entity_ids: Sequence[UUID]) -> dict[UUID, BillingDTO]:
        """Return those that exist, by id; raise if too many are asked for."""


class LocalBillingGateway:
    """Answers from the database of this process."""

    def __init__(self, repository: BillingRepository, batch_limit: int) -> None:
        """Answer from this repository, and refuse more ids at once than `batch_limit`."""
        self._repository = repository
        self._batch_limit = batch_limit

    async def get_billing(self, entity_id: UUID) -> BillingDTO | None:
        """Return the billing with this id, if there is one."""
        entity = await self._repository.get(entity_id)
        if entity is None:
            return None
        return BillingDTO.model_validate(entity)

    async def get_billings_by_ids(self, entity_ids: Sequence[UUID]) -> dict[UUID, BillingDTO]:
        """Return those that exist, by id, with one query."""
        if len(entity_ids) > self._batch_limit:
            raise BillingBatchTooLargeError
        entities = await self._repository.get_many(entity_ids)
        found = map(BillingDTO.model_validate, entities)
        return {each.id: each for each in found}


async def get_billing_gateway(repository: BillingRepositoryDep) -> BillingGateway:
    """Give a route or a service the gateway of this process."""
    settings = get_billing_settings()
    return LocalBillingGateway(repository, settings.batch_limit)


BillingGatewayDep = Annotated[BillingGateway, Depends(get_billing_gateway)]
