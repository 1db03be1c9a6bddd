"""What one can do with tenants, and what follows from it."""

from collections.abc import Sequence
from uuid import UUID

from app.core.db.session import UnitOfWork
from app.modules.auth.gateway import AuthGateway

from ..events import TenantCreated, TenantDeleted, TenantUpdated
from ..exceptions import TenantDoesNotExistError, UnknownOwnerError
from ..models import Tenant
from ..repositories import TenantRepository
from ..schemas.filters import TenantFilters
from ..schemas.requests import TenantCreate, TenantUpdate


class TenantService:
    """Keeps the rules, and records what happened: it is published after the commit."""

    def __init__(self, uow: UnitOfWork, repository: TenantRepository, auth: AuthGateway) -> None:
        """Work in one unit of work."""
        self._uow = uow
        self._repository = repository
        self._auth = auth

    async def create(self, data: TenantCreate) -> Tenant:
        """Write a new tenant."""
        await self._require_owner(data.owner_id)
        entity = await self._repository.create(data)
        self._uow.record(TenantCreated(entity_id=entity.id))
        return entity

    async def get(self, entity_id: UUID) -> Tenant:
        """Return one tenant."""
        entity = await self._repository.get(entity_id)
        if entity is None:
            raise TenantDoesNotExistError
        return entity

    async def list(self, params: TenantFilters) -> tuple[Sequence[Tenant], int]:
        """Return a page of those that match, and the number of all that match."""
        return await self._repository.list(params, filters=params.filters(), sort=params.sort)

    async def update(self, entity_id: UUID, data: TenantUpdate) -> Tenant:
        """Change what is given; what is so already is no change."""
        entity = await self._get_for_update(entity_id)
        if isinstance(data.owner_id, UUID):
            await self._require_owner(data.owner_id)
        return await self._change(entity, data)

    async def delete(self, entity_id: UUID) -> None:
        """Delete one tenant."""
        entity = await self._get_for_update(entity_id)
        await self._repository.delete(entity)
        self._uow.record(TenantDeleted(entity_id=entity_id))

    async def _get_for_update(self, entity_id: UUID) -> Tenant:
        entity = await self._repository.get_for_update(entity_id)
        if entity is None:
            raise TenantDoesNotExistError
        return entity

    async def _change(self, entity: Tenant, data: TenantUpdate) -> Tenant:
        if self._repository.changes(entity, data):
            entity = await self._repository.update(entity, data)
            self._uow.record(TenantUpdated(entity_id=entity.id))
        return entity

    async def _require_owner(self, entity_id: UUID) -> None:
        """Refuse an id that the auth module does not know."""
        gateway = self._auth
        if await gateway.get_user(entity_id) is None:
            raise UnknownOwnerError
