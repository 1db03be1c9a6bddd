"""Test data of orders, and stand-ins without a database."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.core.ids import new_id
from app.modules.orders.gateway import OrderBatchTooLargeError, OrderDTO
from app.modules.orders.models import Order
from app.modules.orders.repositories import OrderRepository
from app.modules.orders.schemas.requests import OrderCreate
from tests import fakes

from .auth import store_user
from .products import store_product


def order_body() -> dict[str, Any]:
    """Return what creates one order, but for its references."""
    return {
        "number": fakes.serial(),
        "status": "pending",
        "customer_id": str(new_id()),
        "product_id": str(new_id()),
        "note": "note",
    }


def other_order_body() -> dict[str, Any]:
    """Return the same with another value for every field."""
    return {
        "number": fakes.serial(),
        "status": "cancelled",
        "customer_id": str(new_id()),
        "product_id": str(new_id()),
        "note": "something else",
    }


async def order_references(session: AsyncSession) -> dict[str, Any]:
    """Return references that lead somewhere."""
    references: dict[str, Any] = {}
    references["customer_id"] = str((await store_user(session)).id)
    references["product_id"] = str((await store_product(session)).id)
    return references


async def store_order(session: AsyncSession, /, **changes: object) -> Order:
    """Return one order that the database knows."""
    references = await order_references(session)
    body = {**order_body(), **references, **changes}
    data = OrderCreate.model_validate(body)
    return await OrderRepository(session).create(data)


def make_order(**changes: object) -> OrderDTO:
    """Return one order that no database knows."""
    now = dt.datetime.now(dt.UTC)
    stored = {"id": new_id(), "created_at": now, "updated_at": now}
    body = {**stored, **order_body(), **changes}
    return OrderDTO.model_validate(body)


class FakeOrdersGateway:
    """A stand-in that a contract test holds to what the real one does."""

    def __init__(self, *entities: OrderDTO, batch_limit: int = 1_000) -> None:
        """Know these and no others."""
        self._entities = {entity.id: entity for entity in entities}
        self._batch_limit = batch_limit

    async def get_order(self, entity_id: UUID) -> OrderDTO | None:
        """Return the order with this id, if there is one."""
        return self._entities.get(entity_id)

    async def get_orders_by_ids(self, entity_ids: Sequence[UUID]) -> dict[UUID, OrderDTO]:
        """Return those that exist, by id."""
        if len(entity_ids) > self._batch_limit:
            raise OrderBatchTooLargeError
        return {each: self._entities[each] for each in entity_ids if each in self._entities}


class FakeOrderRepository(fakes.InMemoryRepository, OrderRepository):
    """The orders of one test, in memory."""
