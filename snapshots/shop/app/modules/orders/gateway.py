"""The door of orders: what others may use, beside its events.

Parameters and results are plain data, so that an HTTP client can take the place of
`LocalOrdersGateway` and nothing changes for those who call.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Annotated, Protocol
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel, ConfigDict

from .config import get_orders_settings
from .dependencies.repositories import OrderRepositoryDep
from .exceptions import OrderBatchTooLargeError
from .models import StatusChoice
from .repositories import OrderRepository

__all__ = [
    "LocalOrdersGateway",
    "OrderBatchTooLargeError",
    "OrderDTO",
    "OrdersGateway",
    "OrdersGatewayDep",
    "get_orders_gateway",
]


class OrderDTO(BaseModel):
    """One order, as other modules see it."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    id: UUID
    created_at: dt.datetime
    updated_at: dt.datetime
    number: int
    status: StatusChoice
    customer_id: UUID
    product_id: UUID
    note: str | None


class OrdersGateway(Protocol):
    """What other modules may ask."""

    async def get_order(self, entity_id: UUID) -> OrderDTO | None:
        """Return the order with this id, if there is one."""

    async def get_orders_by_ids(self, entity_ids: Sequence[UUID]) -> dict[UUID, OrderDTO]:
        """Return those that exist, by id; raise if too many are asked for."""


class LocalOrdersGateway:
    """Answers from the database of this process."""

    def __init__(self, repository: OrderRepository, batch_limit: int) -> None:
        """Answer from this repository, and refuse more ids at once than `batch_limit`."""
        self._repository = repository
        self._batch_limit = batch_limit

    async def get_order(self, entity_id: UUID) -> OrderDTO | None:
        """Return the order with this id, if there is one."""
        entity = await self._repository.get(entity_id)
        if entity is None:
            return None
        return OrderDTO.model_validate(entity)

    async def get_orders_by_ids(self, entity_ids: Sequence[UUID]) -> dict[UUID, OrderDTO]:
        """Return those that exist, by id, with one query."""
        if len(entity_ids) > self._batch_limit:
            raise OrderBatchTooLargeError
        entities = await self._repository.get_many(entity_ids)
        found = map(OrderDTO.model_validate, entities)
        return {each.id: each for each in found}


async def get_orders_gateway(repository: OrderRepositoryDep) -> OrdersGateway:
    """Give a route or a service the gateway of this process."""
    settings = get_orders_settings()
    return LocalOrdersGateway(repository, settings.batch_limit)


OrdersGatewayDep = Annotated[OrdersGateway, Depends(get_orders_gateway)]
