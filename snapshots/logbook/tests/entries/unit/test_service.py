"""The rules of entries."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.db.session import UnitOfWork
from app.core.ids import new_id
from app.modules.entries.events import EntryCreated, EntryDeleted, EntryUpdated
from app.modules.entries.exceptions import EntryDoesNotExistError
from app.modules.entries.schemas.filters import EntryFilters
from app.modules.entries.schemas.requests import EntryCreate, EntryUpdate
from app.modules.entries.services import EntryService
from tests.factories.entries import FakeEntryRepository, entry_body, other_entry_body


def valid(**changes: object) -> EntryCreate:
    """Return what a caller sends, with references that the fakes know."""
    body = entry_body()
    return EntryCreate.model_validate({**body, **changes})


@pytest.fixture
def uow() -> UnitOfWork:
    """Give a test a unit of work that has no database."""
    return UnitOfWork(AsyncSession())


@pytest.fixture
def repository() -> FakeEntryRepository:
    """Give a test a repository that is empty."""
    return FakeEntryRepository()


@pytest.fixture
def service(uow: UnitOfWork, repository: FakeEntryRepository) -> EntryService:
    """Give a test the service, among fakes."""
    return EntryService(uow, repository)


async def test_what_was_created_is_found(service: EntryService) -> None:
    created = await service.create(valid())

    assert await service.get(created.id) is created
    assert await service.list(EntryFilters()) == ([created], 1)


async def test_creating_is_recorded(service: EntryService, uow: UnitOfWork) -> None:
    created = await service.create(valid())

    (event,) = uow.events
    assert isinstance(event, EntryCreated)
    assert event.entity_id == created.id


async def test_changing_is_recorded(
    service: EntryService, repository: FakeEntryRepository, uow: UnitOfWork
) -> None:
    other = EntryCreate.model_validate(other_entry_body())
    stored = await repository.create(other)
    changes = EntryUpdate.model_validate(valid().model_dump())

    await service.update(stored.id, changes)

    (event,) = uow.events
    assert isinstance(event, EntryUpdated)
    assert event.entity_id == stored.id


async def test_what_changes_nothing_is_not_recorded(service: EntryService, uow: UnitOfWork) -> None:
    data = valid()
    created = await service.create(data)
    uow.events.clear()

    await service.update(created.id, EntryUpdate())
    await service.update(created.id, EntryUpdate.model_validate(data.model_dump()))

    assert uow.events == []


async def test_deleting_is_recorded_and_leaves_nothing(
    service: EntryService, uow: UnitOfWork
) -> None:
    created = await service.create(valid())

    await service.delete(created.id)

    event = uow.events[-1]
    assert isinstance(event, EntryDeleted)
    assert event.entity_id == created.id
    with pytest.raises(EntryDoesNotExistError):
        await service.get(created.id)


async def test_what_does_not_exist_is_neither_changed_nor_deleted(
    service: EntryService, uow: UnitOfWork
) -> None:
    with pytest.raises(EntryDoesNotExistError):
        await service.update(new_id(), EntryUpdate())
    with pytest.raises(EntryDoesNotExistError):
        await service.delete(new_id())

    assert uow.events == []
