"""The door of tenants: what others may use, beside its events.

Parameters and results are plain data, so that an HTTP client can take the place of
`LocalTenantsGateway` and nothing changes for those who call.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Annotated, Protocol
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel, ConfigDict

from .config import get_tenants_settings
from .dependencies.repositories import TenantRepositoryDep
from .exceptions import TenantBatchTooLargeError
from .models import PlanChoice
from .repositories import TenantRepository

__all__ = [
    "LocalTenantsGateway",
    "TenantBatchTooLargeError",
    "TenantDTO",
    "TenantsGateway",
    "TenantsGatewayDep",
    "get_tenants_gateway",
]


class TenantDTO(BaseModel):
    """One tenant, as other modules see it."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    id: UUID
    created_at: dt.datetime
    updated_at: dt.datetime
    name: str
    plan: PlanChoice
    owner_id: UUID


class TenantsGateway(Protocol):
    """What other modules may ask."""

    async def get_tenant(self, entity_id: UUID) -> TenantDTO | None:
        """Return the tenant with this id, if there is one."""

    async def get_tenants_by_ids(self, entity_ids: Sequence[UUID]) -> dict[UUID, TenantDTO]:
        """Return those that exist, by id; raise if too many are asked for."""


class LocalTenantsGateway:
    """Answers from the database of this process."""

    def __init__(self, repository: TenantRepository, batch_limit: int) -> None:
        """Answer from this repository, and refuse more ids at once than `batch_limit`."""
        self._repository = repository
        self._batch_limit = batch_limit

    async def get_tenant(self, entity_id: UUID) -> TenantDTO | None:
        """Return the tenant with this id, if there is one."""
        entity = await self._repository.get(entity_id)
        if entity is None:
            return None
        return TenantDTO.model_validate(entity)

    async def get_tenants_by_ids(self, entity_ids: Sequence[UUID]) -> dict[UUID, TenantDTO]:
        """Return those that exist, by id, with one query."""
        if len(entity_ids) > self._batch_limit:
            raise TenantBatchTooLargeError
        entities = await self._repository.get_many(entity_ids)
        found = map(TenantDTO.model_validate, entities)
        return {each.id: each for each in found}


async def get_tenants_gateway(repository: TenantRepositoryDep) -> TenantsGateway:
    """Give a route or a service the gateway of this process."""
    settings = get_tenants_settings()
    return LocalTenantsGateway(repository, settings.batch_limit)


TenantsGatewayDep = Annotated[TenantsGateway, Depends(get_tenants_gateway)]
