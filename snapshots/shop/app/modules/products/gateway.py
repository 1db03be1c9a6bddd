"""The door of products: what others may use, beside its events.

Parameters and results are plain data, so that an HTTP client can take the place of
`LocalProductsGateway` and nothing changes for those who call.
"""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Any, Protocol
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel, ConfigDict

from .config import get_products_settings
from .dependencies.repositories import ProductRepositoryDep
from .exceptions import ProductBatchTooLargeError
from .repositories import ProductRepository

__all__ = [
    "LocalProductsGateway",
    "ProductBatchTooLargeError",
    "ProductDTO",
    "ProductsGateway",
    "ProductsGatewayDep",
    "get_products_gateway",
]


class ProductDTO(BaseModel):
    """One product, as other modules see it."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    id: UUID
    created_at: dt.datetime
    updated_at: dt.datetime
    name: str
    sku: str
    price: Decimal
    weight: float | None
    stock: int
    active: bool
    released_on: dt.date | None
    attributes: dict[str, Any]


class ProductsGateway(Protocol):
    """What other modules may ask."""

    async def get_product(self, entity_id: UUID) -> ProductDTO | None:
        """Return the product with this id, if there is one."""

    async def get_products_by_ids(self, entity_ids: Sequence[UUID]) -> dict[UUID, ProductDTO]:
        """Return those that exist, by id; raise if too many are asked for."""


class LocalProductsGateway:
    """Answers from the database of this process."""

    def __init__(self, repository: ProductRepository, batch_limit: int) -> None:
        """Answer from this repository, and refuse more ids at once than `batch_limit`."""
        self._repository = repository
        self._batch_limit = batch_limit

    async def get_product(self, entity_id: UUID) -> ProductDTO | None:
        """Return the product with this id, if there is one."""
        entity = await self._repository.get(entity_id)
        if entity is None:
            return None
        return ProductDTO.model_validate(entity)

    async def get_products_by_ids(self, entity_ids: Sequence[UUID]) -> dict[UUID, ProductDTO]:
        """Return those that exist, by id, with one query."""
        if len(entity_ids) > self._batch_limit:
            raise ProductBatchTooLargeError
        entities = await self._repository.get_many(entity_ids)
        found = map(ProductDTO.model_validate, entities)
        return {each.id: each for each in found}


async def get_products_gateway(repository: ProductRepositoryDep) -> ProductsGateway:
    """Give a route or a service the gateway of this process."""
    settings = get_products_settings()
    return LocalProductsGateway(repository, settings.batch_limit)


ProductsGatewayDep = Annotated[ProductsGateway, Depends(get_products_gateway)]
