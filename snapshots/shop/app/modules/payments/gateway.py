"""The door of payments: what others may use, beside its events.

Parameters and results are plain data, so that an HTTP client can take the place of
`LocalPaymentsGateway` and nothing changes for those who call.
"""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Protocol
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel, ConfigDict

from .config import get_payments_settings
from .dependencies.repositories import PaymentRepositoryDep
from .exceptions import PaymentBatchTooLargeError
from .models import MethodChoice
from .repositories import PaymentRepository

__all__ = [
    "LocalPaymentsGateway",
    "PaymentBatchTooLargeError",
    "PaymentDTO",
    "PaymentsGateway",
    "PaymentsGatewayDep",
    "get_payments_gateway",
]


class PaymentDTO(BaseModel):
    """One payment, as other modules see it."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    id: UUID
    created_at: dt.datetime
    updated_at: dt.datetime
    amount: Decimal
    method: MethodChoice | None
    paid_at: dt.datetime | None
    external_id: UUID
    order_id: UUID


class PaymentsGateway(Protocol):
    """What other modules may ask."""

    async def get_payment(self, entity_id: UUID) -> PaymentDTO | None:
        """Return the payment with this id, if there is one."""

    async def get_payments_by_ids(self, entity_ids: Sequence[UUID]) -> dict[UUID, PaymentDTO]:
        """Return those that exist, by id; raise if too many are asked for."""


class LocalPaymentsGateway:
    """Answers from the database of this process."""

    def __init__(self, repository: PaymentRepository, batch_limit: int) -> None:
        """Answer from this repository, and refuse more ids at once than `batch_limit`."""
        self._repository = repository
        self._batch_limit = batch_limit

    async def get_payment(self, entity_id: UUID) -> PaymentDTO | None:
        """Return the payment with this id, if there is one."""
        entity = await self._repository.get(entity_id)
        if entity is None:
            return None
        return PaymentDTO.model_validate(entity)

    async def get_payments_by_ids(self, entity_ids: Sequence[UUID]) -> dict[UUID, PaymentDTO]:
        """Return those that exist, by id, with one query."""
        if len(entity_ids) > self._batch_limit:
            raise PaymentBatchTooLargeError
        entities = await self._repository.get_many(entity_ids)
        found = map(PaymentDTO.model_validate, entities)
        return {each.id: each for each in found}


async def get_payments_gateway(repository: PaymentRepositoryDep) -> PaymentsGateway:
    """Give a route or a service the gateway of this process."""
    settings = get_payments_settings()
    return LocalPaymentsGateway(repository, settings.batch_limit)


PaymentsGatewayDep = Annotated[PaymentsGateway, Depends(get_payments_gateway)]
