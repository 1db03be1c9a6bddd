"""Test data of tenants, and stand-ins without a database."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.core.ids import new_id
from app.modules.tenants.gateway import TenantBatchTooLargeError, TenantDTO
from app.modules.tenants.models import Tenant
from app.modules.tenants.repositories import TenantRepository
from app.modules.tenants.schemas.requests import TenantCreate
from tests import fakes

from .auth import store_user


def tenant_body() -> dict[str, Any]:
    """Return what creates one tenant, but for its references."""
    return {
        "name": f"text {fakes.serial()}",
        "plan": "free",
        "owner_id": str(new_id()),
    }


def other_tenant_body() -> dict[str, Any]:
    """Return the same with another value for every field."""
    return {
        "name": f"text {fakes.serial()}",
        "plan": "paid",
        "owner_id": str(new_id()),
    }


async def tenant_references(session: AsyncSession) -> dict[str, Any]:
    """Return references that lead somewhere."""
    references: dict[str, Any] = {}
    references["owner_id"] = str((await store_user(session)).id)
    return references


async def store_tenant(session: AsyncSession, /, **changes: object) -> Tenant:
    """Return one tenant that the database knows."""
    references = await tenant_references(session)
    body = {**tenant_body(), **references, **changes}
    data = TenantCreate.model_validate(body)
    return await TenantRepository(session).create(data)


def make_tenant(**changes: object) -> TenantDTO:
    """Return one tenant that no database knows."""
    now = dt.datetime.now(dt.UTC)
    stored = {"id": new_id(), "created_at": now, "updated_at": now}
    body = {**stored, **tenant_body(), **changes}
    return TenantDTO.model_validate(body)


class FakeTenantsGateway:
    """A stand-in that a contract test holds to what the real one does."""

    def __init__(self, *entities: TenantDTO, batch_limit: int = 1_000) -> None:
        """Know these and no others."""
        self._entities = {entity.id: entity for entity in entities}
        self._batch_limit = batch_limit

    async def get_tenant(self, entity_id: UUID) -> TenantDTO | None:
        """Return the tenant with this id, if there is one."""
        return self._entities.get(entity_id)

    async def get_tenants_by_ids(self, entity_ids: Sequence[UUID]) -> dict[UUID, TenantDTO]:
        """Return those that exist, by id."""
        if len(entity_ids) > self._batch_limit:
            raise TenantBatchTooLargeError
        return {each: self._entities[each] for each in entity_ids if each in self._entities}


class FakeTenantRepository(fakes.InMemoryRepository, TenantRepository):
    """The tenants of one test, in memory."""
