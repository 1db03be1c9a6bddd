"""The rules of tenants."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.db.session import UnitOfWork
from app.core.ids import new_id
from app.modules.tenants.events import TenantCreated, TenantDeleted, TenantUpdated
from app.modules.tenants.exceptions import TenantDoesNotExistError, UnknownOwnerError
from app.modules.tenants.schemas.filters import TenantFilters
from app.modules.tenants.schemas.requests import TenantCreate, TenantUpdate
from app.modules.tenants.services import TenantService
from tests.factories.auth import FakeAuthGateway, make_user
from tests.factories.tenants import FakeTenantRepository, other_tenant_body, tenant_body

known_user = make_user()


def valid(**changes: object) -> TenantCreate:
    """Return what a caller sends, with references that the fakes know."""
    body = tenant_body()
    body["owner_id"] = known_user.id
    return TenantCreate.model_validate({**body, **changes})


@pytest.fixture
def uow() -> UnitOfWork:
    """Give a test a unit of work that has no database."""
    return UnitOfWork(AsyncSession())


@pytest.fixture
def repository() -> FakeTenantRepository:
    """Give a test a repository that is empty."""
    return FakeTenantRepository()


@pytest.fixture
def service(uow: UnitOfWork, repository: FakeTenantRepository) -> TenantService:
    """Give a test the service, among fakes."""
    return TenantService(uow, repository, FakeAuthGateway(known_user))


async def test_what_was_created_is_found(service: TenantService) -> None:
    created = await service.create(valid())

    assert await service.get(created.id) is created
    assert await service.list(TenantFilters()) == ([created], 1)


async def test_creating_is_recorded(service: TenantService, uow: UnitOfWork) -> None:
    created = await service.create(valid())

    (event,) = uow.events
    assert isinstance(event, TenantCreated)
    assert event.entity_id == created.id


async def test_changing_is_recorded(
    service: TenantService, repository: FakeTenantRepository, uow: UnitOfWork
) -> None:
    other = TenantCreate.model_validate(other_tenant_body())
    stored = await repository.create(other)
    changes = TenantUpdate.model_validate(valid().model_dump())

    await service.update(stored.id, changes)

    (event,) = uow.events
    assert isinstance(event, TenantUpdated)
    assert event.entity_id == stored.id


async def test_what_changes_nothing_is_not_recorded(
    service: TenantService, uow: UnitOfWork
) -> None:
    data = valid()
    created = await service.create(data)
    uow.events.clear()

    await service.update(created.id, TenantUpdate())
    await service.update(created.id, TenantUpdate.model_validate(data.model_dump()))

    assert uow.events == []


async def test_deleting_is_recorded_and_leaves_nothing(
    service: TenantService, uow: UnitOfWork
) -> None:
    created = await service.create(valid())

    await service.delete(created.id)

    event = uow.events[-1]
    assert isinstance(event, TenantDeleted)
    assert event.entity_id == created.id
    with pytest.raises(TenantDoesNotExistError):
        await service.get(created.id)


async def test_what_does_not_exist_is_neither_changed_nor_deleted(
    service: TenantService, uow: UnitOfWork
) -> None:
    with pytest.raises(TenantDoesNotExistError):
        await service.update(new_id(), TenantUpdate())
    with pytest.raises(TenantDoesNotExistError):
        await service.delete(new_id())

    assert uow.events == []


async def test_an_unknown_owner_is_refused(service: TenantService, uow: UnitOfWork) -> None:
    created = await service.create(valid())
    changes = TenantUpdate(owner_id=new_id())
    uow.events.clear()

    with pytest.raises(UnknownOwnerError):
        await service.create(valid(owner_id=new_id()))
    with pytest.raises(UnknownOwnerError):
        await service.update(created.id, changes)

    assert uow.events == []
