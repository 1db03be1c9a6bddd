"""What one can do with orders, and what follows from it."""

from collections.abc import Sequence
from uuid import UUID

from app.core.db.session import UnitOfWork
from app.modules.auth.gateway import AuthGateway
from app.modules.products.gateway import ProductsGateway

from ..events import OrderCreated, OrderDeleted, OrderUpdated
from ..exceptions import OrderDoesNotExistError, UnknownCustomerError, UnknownProductError
from ..models import Order
from ..repositories import OrderRepository
from ..schemas.filters import OrderFilters
from ..schemas.requests import OrderCreate, OrderUpdate


class OrderService:
    """Keeps the rules, and records what happened: it is published after the commit."""

    def __init__(
        self,
        uow: UnitOfWork,
        repository: OrderRepository,
        auth: AuthGateway,
        products: ProductsGateway,
    ) -> None:
        """Work in one unit of work."""
        self._uow = uow
        self._repository = repository
        self._auth = auth
        self._products = products

    async def create(self, data: OrderCreate) -> Order:
        """Write a new order."""
        await self._require_customer(data.customer_id)
        await self._require_product(data.product_id)
        entity = await self._repository.create(data)
        self._uow.record(OrderCreated(entity_id=entity.id))
        return entity

    async def get(self, entity_id: UUID) -> Order:
        """Return one order."""
        entity = await self._repository.get(entity_id)
        if entity is None:
            raise OrderDoesNotExistError
        return entity

    async def list(self, params: OrderFilters) -> tuple[Sequence[Order], int]:
        """Return a page of those that match, and the number of all that match."""
        return await self._repository.list(params, filters=params.filters(), sort=params.sort)

    async def update(self, entity_id: UUID, data: OrderUpdate) -> Order:
        """Change what is given; what is so already is no change."""
        entity = await self._get_for_update(entity_id)
        if isinstance(data.customer_id, UUID):
            await self._require_customer(data.customer_id)
        if isinstance(data.product_id, UUID):
            await self._require_product(data.product_id)
        return await self._change(entity, data)

    async def delete(self, entity_id: UUID) -> None:
        """Delete one order."""
        entity = await self._get_for_update(entity_id)
        await self._repository.delete(entity)
        self._uow.record(OrderDeleted(entity_id=entity_id))

    async def _get_for_update(self, entity_id: UUID) -> Order:
        entity = await self._repository.get_for_update(entity_id)
        if entity is None:
            raise OrderDoesNotExistError
        return entity

    async def _change(self, entity: Order, data: OrderUpdate) -> Order:
        if self._repository.changes(entity, data):
            entity = await self._repository.update(entity, data)
            self._uow.record(OrderUpdated(entity_id=entity.id))
        return entity

    async def _require_customer(self, entity_id: UUID) -> None:
        """Refuse an id that the auth module does not know."""
        gateway = self._auth
        if await gateway.get_user(entity_id) is None:
            raise UnknownCustomerError

    async def _require_product(self, entity_id: UUID) -> None:
        """Refuse an id that the products module does not know."""
        gateway = self._products
        if await gateway.get_product(entity_id) is None:
            raise UnknownProductError
