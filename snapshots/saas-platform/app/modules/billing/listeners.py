"""What follows here from events elsewhere. An event may come twice."""

from app.core.db.session import UnitOfWork
from app.core.events import Listener
from app.modules.tenants.events import TenantDeleted

from .events import BillingDeleted
from .repositories import BillingRepository


async def on_tenant_deleted(event: TenantDeleted, uow: UnitOfWork) -> None:
    """Delete what belongs to it."""
    repository = BillingRepository(uow.session)
    for entity_id in await repository.delete_by_tenant_id(event.entity_id):
        uow.record(BillingDeleted(entity_id=entity_id))


LISTENERS = (Listener(TenantDeleted, on_tenant_deleted),)
