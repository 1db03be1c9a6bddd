"""What one can do with billings, and what follows from it."""

from collections.abc import Sequence
from uuid import UUID

from app.core.db.session import UnitOfWork
from app.modules.tenants.gateway import TenantsGateway

from ..events import BillingCreated, BillingDeleted, BillingUpdated
from ..exceptions import BillingDoesNotExistError, UnknownTenantError
from ..models import Billing
from ..repositories import BillingRepository
from ..schemas.filters import BillingFilters
from ..schemas.requests import BillingCreate, BillingUpdate


class BillingService:
    """Keeps the rules, and records what happened: it is published after the commit."""

    def __init__(
        self, uow: UnitOfWork, repository: BillingRepository, tenants: TenantsGateway
    ) -> None:
        """Work in one unit of work."""
        self._uow = uow
        self._repository = repository
        self._tenants = tenants

    async def create(self, data: BillingCreate) -> Billing:
        """Write a new billing."""
        await self._require_tenant(data.tenant_id)
        entity = await self._repository.create(data)
        self._uow.record(BillingCreated(entity_id=entity.id))
        return entity

    async def get(self, entity_id: UUID) -> Billing:
        """Return one billing."""
        entity = await self._repository.get(entity_id)
        if entity is None:
            raise BillingDoesNotExistError
        return entity

    async def list(self, params: BillingFilters) -> tuple[Sequence[Billing], int]:
        """Return a page of those that match, and the number of all that match."""
        return await self._repository.list(params, filters=params.filters(), sort=params.sort)

    async def update(self, entity_id: UUID, data: BillingUpdate) -> Billing:
        """Change what is given; what is so already is no change."""
        entity = await self._get_for_update(entity_id)
        if isinstance(data.tenant_id, UUID):
            await self._require_tenant(data.tenant_id)
        return await self._change(entity, data)

    async def delete(self, entity_id: UUID) -> None:
        """Delete one billing."""
        entity = await self._get_for_update(entity_id)
        await self._repository.delete(entity)
        self._uow.record(BillingDeleted(entity_id=entity_id))

    async def _get_for_update(self, entity_id: UUID) -> Billing:
        entity = await self._repository.get_for_update(entity_id)
        if entity is None:
            raise BillingDoesNotExistError
        return entity

    async def _change(self, entity: Billing, data: BillingUpdate) -> Billing:
        if self._repository.changes(entity, data):
            entity = await self._repository.update(entity, data)
            self._uow.record(BillingUpdated(entity_id=entity.id))
        return entity

    async def _require_tenant(self, entity_id: UUID) -> None:
        """Refuse an id that the tenants module does not know."""
        gateway = self._tenants
        if await gateway.get_tenant(entity_id) is None:
            raise UnknownTenantError
