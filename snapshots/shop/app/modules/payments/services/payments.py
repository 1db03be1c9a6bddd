"""What one can do with payments, and what follows from it."""

from collections.abc import Sequence
from uuid import UUID

from app.core.db.session import UnitOfWork
from app.modules.orders.gateway import OrdersGateway

from ..events import PaymentCreated, PaymentDeleted, PaymentUpdated
from ..exceptions import PaymentDoesNotExistError, UnknownOrderError
from ..models import Payment
from ..repositories import PaymentRepository
from ..schemas.filters import PaymentFilters
from ..schemas.requests import PaymentCreate, PaymentUpdate


class PaymentService:
    """Keeps the rules, and records what happened: it is published after the commit."""

    def __init__(
        self, uow: UnitOfWork, repository: PaymentRepository, orders: OrdersGateway
    ) -> None:
        """Work in one unit of work."""
        self._uow = uow
        self._repository = repository
        self._orders = orders

    async def create(self, data: PaymentCreate) -> Payment:
        """Write a new payment."""
        await self._require_order(data.order_id)
        entity = await self._repository.create(data)
        self._uow.record(PaymentCreated(entity_id=entity.id))
        return entity

    async def get(self, entity_id: UUID) -> Payment:
        """Return one payment."""
        entity = await self._repository.get(entity_id)
        if entity is None:
            raise PaymentDoesNotExistError
        return entity

    async def list(self, params: PaymentFilters) -> tuple[Sequence[Payment], int]:
        """Return a page of those that match, and the number of all that match."""
        return await self._repository.list(params, filters=params.filters(), sort=params.sort)

    async def update(self, entity_id: UUID, data: PaymentUpdate) -> Payment:
        """Change what is given; what is so already is no change."""
        entity = await self._get_for_update(entity_id)
        if isinstance(data.order_id, UUID):
            await self._require_order(data.order_id)
        return await self._change(entity, data)

    async def delete(self, entity_id: UUID) -> None:
        """Delete one payment."""
        entity = await self._get_for_update(entity_id)
        await self._repository.delete(entity)
        self._uow.record(PaymentDeleted(entity_id=entity_id))

    async def _get_for_update(self, entity_id: UUID) -> Payment:
        entity = await self._repository.get_for_update(entity_id)
        if entity is None:
            raise PaymentDoesNotExistError
        return entity

    async def _change(self, entity: Payment, data: PaymentUpdate) -> Payment:
        if self._repository.changes(entity, data):
            entity = await self._repository.update(entity, data)
            self._uow.record(PaymentUpdated(entity_id=entity.id))
        return entity

    async def _require_order(self, entity_id: UUID) -> None:
        """Refuse an id that the orders module does not know."""
        gateway = self._orders
        if await gateway.get_order(entity_id) is None:
            raise UnknownOrderError
