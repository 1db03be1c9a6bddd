"""The rules of billings."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.db.session import UnitOfWork
from app.core.ids import new_id
from app.modules.billing.events import BillingCreated, BillingDeleted, BillingUpdated
from app.modules.billing.exceptions import BillingDoesNotExistError, UnknownTenantError
from app.modules.billing.schemas.filters import BillingFilters
from app.modules.billing.schemas.requests import BillingCreate, BillingUpdate
from app.modules.billing.services import BillingService
from tests.factories.billing import FakeBillingRepository, billing_body, other_billing_body
from tests.factories.tenants import FakeTenantsGateway, make_tenant

known_tenant = make_tenant()


def valid(**changes: object) -> BillingCreate:
    """Return what a caller sends, with references that the fakes know."""
    body = billing_body()
    body["tenant_id"] = known_tenant.id
    return BillingCreate.model_validate({**body, **changes})


@pytest.fixture
def uow() -> UnitOfWork:
    """Give a test a unit of work that has no database."""
    return UnitOfWork(AsyncSession())


@pytest.fixture
def repository() -> FakeBillingRepository:
    """Give a test a repository that is empty."""
    return FakeBillingRepository()


@pytest.fixture
def service(uow: UnitOfWork, repository: FakeBillingRepository) -> BillingService:
    """Give a test the service, among fakes."""
    return BillingService(uow, repository, FakeTenantsGateway(known_tenant))


async def test_what_was_created_is_found(service: BillingService) -> None:
    created = await service.create(valid())

    assert await service.get(created.id) is created
    assert await service.list(BillingFilters()) == ([created], 1)


async def test_creating_is_recorded(service: BillingService, uow: UnitOfWork) -> None:
    created = await service.create(valid())

    (event,) = uow.events
    assert isinstance(event, BillingCreated)
    assert event.entity_id == created.id


async def test_changing_is_recorded(
    service: BillingService, repository: FakeBillingRepository, uow: UnitOfWork
) -> None:
    other = BillingCreate.model_validate(other_billing_body())
    stored = await repository.create(other)
    changes = BillingUpdate.model_validate(valid().model_dump())

    await service.update(stored.id, changes)

    (event,) = uow.events
    assert isinstance(event, BillingUpdated)
    assert event.entity_id == stored.id


async def test_what_changes_nothing_is_not_recorded(
    service: BillingService, uow: UnitOfWork
) -> None:
    data = valid()
    created = await service.create(data)
    uow.events.clear()

    await service.update(created.id, BillingUpdate())
    await service.update(created.id, BillingUpdate.model_validate(data.model_dump()))

    assert uow.events == []


async def test_deleting_is_recorded_and_leaves_nothing(
    service: BillingService, uow: UnitOfWork
) -> None:
    created = await service.create(valid())

    await service.delete(created.id)

    event = uow.events[-1]
    assert isinstance(event, BillingDeleted)
    assert event.entity_id == created.id
    with pytest.raises(BillingDoesNotExistError):
        await service.get(created.id)


async def test_what_does_not_exist_is_neither_changed_nor_deleted(
    service: BillingService, uow: UnitOfWork
) -> None:
    with pytest.raises(BillingDoesNotExistError):
        await service.update(new_id(), BillingUpdate())
    with pytest.raises(BillingDoesNotExistError):
        await service.delete(new_id())

    assert uow.events == []


async def test_an_unknown_tenant_is_refused(service: BillingService, uow: UnitOfWork) -> None:
    created = await service.create(valid())
    changes = BillingUpdate(tenant_id=new_id())
    uow.events.clear()

    with pytest.raises(UnknownTenantError):
        await service.create(valid(tenant_id=new_id()))
    with pytest.raises(UnknownTenantError):
        await service.update(created.id, changes)

    assert uow.events == []
