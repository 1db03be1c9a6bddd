"""What one can do with products, and what follows from it."""

from collections.abc import Sequence
from uuid import UUID

from app.core.db.session import UnitOfWork

from ..events import ProductCreated, ProductDeleted, ProductUpdated
from ..exceptions import ProductDoesNotExistError
from ..models import Product
from ..repositories import ProductRepository
from ..schemas.filters import ProductFilters
from ..schemas.requests import ProductCreate, ProductUpdate


class ProductService:
    """Keeps the rules, and records what happened: it is published after the commit."""

    def __init__(self, uow: UnitOfWork, repository: ProductRepository) -> None:
        """Work in one unit of work."""
        self._uow = uow
        self._repository = repository

    async def create(self, data: ProductCreate) -> Product:
        """Write a new product."""
        entity = await self._repository.create(data)
        self._uow.record(ProductCreated(entity_id=entity.id))
        return entity

    async def get(self, entity_id: UUID) -> Product:
        """Return one product."""
        entity = await self._repository.get(entity_id)
        if entity is None:
            raise ProductDoesNotExistError
        return entity

    async def list(self, params: ProductFilters) -> tuple[Sequence[Product], int]:
        """Return a page of those that match, and the number of all that match."""
        return await self._repository.list(params, filters=params.filters(), sort=params.sort)

    async def update(self, entity_id: UUID, data: ProductUpdate) -> Product:
        """Change what is given; what is so already is no change."""
        entity = await self._get_for_update(entity_id)
        return await self._change(entity, data)

    async def delete(self, entity_id: UUID) -> None:
        """Delete one product."""
        entity = await self._get_for_update(entity_id)
        await self._repository.delete(entity)
        self._uow.record(ProductDeleted(entity_id=entity_id))

    async def _get_for_update(self, entity_id: UUID) -> Product:
        entity = await self._repository.get_for_update(entity_id)
        if entity is None:
            raise ProductDoesNotExistError
        return entity

    async def _change(self, entity: Product, data: ProductUpdate) -> Product:
        if self._repository.changes(entity, data):
            entity = await self._repository.update(entity, data)
            self._uow.record(ProductUpdated(entity_id=entity.id))
        return entity
