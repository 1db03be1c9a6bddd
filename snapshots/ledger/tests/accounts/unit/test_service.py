"""The rules of accounts."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.db.session import UnitOfWork
from app.core.ids import new_id
from app.modules.accounts.events import AccountCreated, AccountDeleted, AccountUpdated
from app.modules.accounts.exceptions import AccountDoesNotExistError
from app.modules.accounts.schemas.filters import AccountFilters
from app.modules.accounts.schemas.requests import AccountCreate, AccountUpdate
from app.modules.accounts.services import AccountService
from tests.factories.accounts import FakeAccountRepository, account_body, other_account_body


def valid(**changes: object) -> AccountCreate:
    """Return what a caller sends, with references that the fakes know."""
    body = account_body()
    return AccountCreate.model_validate({**body, **changes})


@pytest.fixture
def uow() -> UnitOfWork:
    """Give a test a unit of work that has no database."""
    return UnitOfWork(AsyncSession())


@pytest.fixture
def repository() -> FakeAccountRepository:
    """Give a test a repository that is empty."""
    return FakeAccountRepository()


@pytest.fixture
def service(uow: UnitOfWork, repository: FakeAccountRepository) -> AccountService:
    """Give a test the service, among fakes."""
    return AccountService(uow, repository)


async def test_what_was_created_is_found(service: AccountService) -> None:
    created = await service.create(valid())

    assert await service.get(created.id) is created
    assert await service.list(AccountFilters()) == ([created], 1)


async def test_creating_is_recorded(service: AccountService, uow: UnitOfWork) -> None:
    created = await service.create(valid())

    (event,) = uow.events
    assert isinstance(event, AccountCreated)
    assert event.entity_id == created.id


async def test_changing_is_recorded(
    service: AccountService, repository: FakeAccountRepository, uow: UnitOfWork
) -> None:
    other = AccountCreate.model_validate(other_account_body())
    stored = await repository.create(other)
    changes = AccountUpdate.model_validate(valid().model_dump())

    await service.update(stored.id, changes)

    (event,) = uow.events
    assert isinstance(event, AccountUpdated)
    assert event.entity_id == stored.id


async def test_what_changes_nothing_is_not_recorded(
    service: AccountService, uow: UnitOfWork
) -> None:
    data = valid()
    created = await service.create(data)
    uow.events.clear()

    await service.update(created.id, AccountUpdate())
    await service.update(created.id, AccountUpdate.model_validate(data.model_dump()))

    assert uow.events == []


async def test_deleting_is_recorded_and_leaves_nothing(
    service: AccountService, uow: UnitOfWork
) -> None:
    created = await service.create(valid())

    await service.delete(created.id)

    event = uow.events[-1]
    assert isinstance(event, AccountDeleted)
    assert event.entity_id == created.id
    with pytest.raises(AccountDoesNotExistError):
        await service.get(created.id)


async def test_what_does_not_exist_is_neither_changed_nor_deleted(
    service: AccountService, uow: UnitOfWork
) -> None:
    with pytest.raises(AccountDoesNotExistError):
        await service.update(new_id(), AccountUpdate())
    with pytest.raises(AccountDoesNotExistError):
        await service.delete(new_id())

    assert uow.events == []
