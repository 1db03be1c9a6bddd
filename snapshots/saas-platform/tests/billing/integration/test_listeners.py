"""What follows here from events elsewhere."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.db.session import UnitOfWork
from app.modules.billing.events import BillingDeleted
from app.modules.billing.listeners import on_tenant_deleted
from app.modules.billing.repositories import BillingRepository
from app.modules.tenants.events import TenantDeleted
from tests.factories.billing import store_billing

pytestmark = pytest.mark.integration


async def test_what_belongs_to_one_tenant_goes_with_it(session: AsyncSession) -> None:
    gone = await store_billing(session)
    kept = await store_billing(session)
    event = TenantDeleted(entity_id=gone.tenant_id)
    uow = UnitOfWork(session)

    await on_tenant_deleted(event, uow)
    await on_tenant_deleted(event, uow)

    repository = BillingRepository(session)
    assert await repository.get(gone.id) is None
    assert await repository.get(kept.id) is not None
    (recorded,) = uow.events
    assert isinstance(recorded, BillingDeleted)
    assert recorded.entity_id == gone.id
