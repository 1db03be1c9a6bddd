"""Test data of billings, and stand-ins without a database."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.core.ids import new_id
from app.modules.billing.gateway import BillingBatchTooLargeError, BillingDTO
from app.modules.billing.models import Billing
from app.modules.billing.repositories import BillingRepository
from app.modules.billing.schemas.requests import BillingCreate
from tests import fakes

from .tenants import store_tenant


def billing_body() -> dict[str, Any]:
    """Return what creates one billing, but for its references."""
    return {
        "amount": "1.2500",
        "due_on": "2026-01-31",
        "tenant_id": str(new_id()),
    }


def other_billing_body() -> dict[str, Any]:
    """Return the same with another value for every field."""
    return {
        "amount": "2.5000",
        "due_on": "9999-12-31",
        "tenant_id": str(new_id()),
    }


async def billing_references(session: AsyncSession) -> dict[str, Any]:
    """Return references that lead somewhere."""
    references: dict[str, Any] = {}
    references["tenant_id"] = str((await store_tenant(session)).id)
    return references


async def store_billing(session: AsyncSession, /, **changes: object) -> Billing:
    """Return one billing that the database knows."""
    references = await billing_references(session)
    body = {**billing_body(), **references, **changes}
    data = BillingCreate.model_validate(body)
    return await BillingRepository(session).create(data)


def make_billing(**changes: object) -> BillingDTO:
    """Return one billing that no database knows."""
    now = dt.datetime.now(dt.UTC)
    stored = {"id": new_id(), "created_at": now, "updated_at": now}
    body = {**stored, **billing_body(), **changes}
    return BillingDTO.model_validate(body)


class FakeBillingGateway:
    """A stand-in that a contract test holds to what the real one does."""

    def __init__(self, *entities: BillingDTO, batch_limit: int = 1_000) -> None:
        """Know these and no others."""
        self._entities = {entity.id: entity for entity in entities}
        self._batch_limit = batch_limit

    async def get_billing(self, entity_id: UUID) -> BillingDTO | None:
        """Return the billing with this id, if there is one."""
        return self._entities.get(entity_id)

    async def get_billings_by_ids(self, entity_ids: Sequence[UUID]) -> dict[UUID, BillingDTO]:
        """Return those that exist, by id."""
        if len(entity_ids) > self._batch_limit:
            raise BillingBatchTooLargeError
        return {each: self._entities[each] for each in entity_ids if each in self._entities}


class FakeBillingRepository(fakes.InMemoryRepository, BillingRepository):
    """The billings of one test, in memory."""
