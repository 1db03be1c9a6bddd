"""Test data of products, and stand-ins without a database."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.core.ids import new_id
from app.modules.products.gateway import ProductBatchTooLargeError, ProductDTO
from app.modules.products.models import Product
from app.modules.products.repositories import ProductRepository
from app.modules.products.schemas.requests import ProductCreate
from tests import fakes


def product_body() -> dict[str, Any]:
    """Return what creates one product, but for its references."""
    return {
        "name": "name",
        "sku": f"text {fakes.serial()}",
        "price": "1.2500",
        "weight": 1.25,
        "stock": 1,
        "active": True,
        "released_on": "2026-01-31",
        "attributes": {"key": 1},
    }


def other_product_body() -> dict[str, Any]:
    """Return the same with another value for every field."""
    return {
        "name": "something else",
        "sku": f"text {fakes.serial()}",
        "price": "2.5000",
        "weight": 2.5,
        "stock": 2,
        "active": False,
        "released_on": "9999-12-31",
        "attributes": {"key": 2},
    }


async def product_references(session: AsyncSession) -> dict[str, Any]:
    """Return references that lead somewhere."""
    references: dict[str, Any] = {}
    return references


async def store_product(session: AsyncSession, /, **changes: object) -> Product:
    """Return one product that the database knows."""
    references = await product_references(session)
    body = {**product_body(), **references, **changes}
    data = ProductCreate.model_validate(body)
    return await ProductRepository(session).create(data)


def make_product(**changes: object) -> ProductDTO:
    """Return one product that no database knows."""
    now = dt.datetime.now(dt.UTC)
    stored = {"id": new_id(), "created_at": now, "updated_at": now}
    body = {**stored, **product_body(), **changes}
    return ProductDTO.model_validate(body)


class FakeProductsGateway:
    """A stand-in that a contract test holds to what the real one does."""

    def __init__(self, *entities: ProductDTO, batch_limit: int = 1_000) -> None:
        """Know these and no others."""
        self._entities = {entity.id: entity for entity in entities}
        self._batch_limit = batch_limit

    async def get_product(self, entity_id: UUID) -> ProductDTO | None:
        """Return the product with this id, if there is one."""
        return self._entities.get(entity_id)

    async def get_products_by_ids(self, entity_ids: Sequence[UUID]) -> dict[UUID, ProductDTO]:
        """Return those that exist, by id."""
        if len(entity_ids) > self._batch_limit:
            raise ProductBatchTooLargeError
        return {each: self._entities[each] for each in entity_ids if each in self._entities}


class FakeProductRepository(fakes.InMemoryRepository, ProductRepository):
    """The products of one test, in memory."""
