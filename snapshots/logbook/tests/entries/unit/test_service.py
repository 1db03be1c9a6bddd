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
from tests.factories.entries import FakeEntryRepository, entry_body


def valid(**changes: object) -> EntryCreate:
    """Return what a caller sends, with references that the fakes know."""
    body = entry_body()
    return EntryCreate.model_validate({**body, **changes})


@pytest.fixture
def uow() -> UnitOfWork:
    """Give a test a unit of work that has no database."""
    return UnitOfWork(AsyncSession())


@pytest.fixture
def service(uow: UnitOfWork) -> EntryService:
    """Give a test the service, among fakes."""
    return EntryService(uow, FakeEntryRepository())


async def test_what_was_created_is_found(service: EntryService) -> None:
    created = await service.create(valid())

    assert await service.get(created.id) is created
    assert await service.list(EntryFilters()) == ([created], 1)


async def test_creating_is_recorded(service: EntryService, uow: UnitOfWork) -> None:
    created = await service.create(valid())

    (event,) = uow.events
    assert isinstance(event, EntryCreated)
    assert event.entity_id == created.id


async def test_changing_is_recorded(service: EntryService, uow: UnitOfWork) -> None:
    created = await service.create(valid())

    await service.update(created.id, EntryUpdate())

    event = uow.events[-1]
    assert isinstance(event, EntryUpdated)
    assert event.entity_id == created.id


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
