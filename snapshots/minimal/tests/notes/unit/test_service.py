"""The rules of notes."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.db.session import UnitOfWork
from app.core.ids import new_id
from app.modules.notes.events import NoteCreated, NoteDeleted, NoteUpdated
from app.modules.notes.exceptions import NoteDoesNotExistError
from app.modules.notes.schemas.filters import NoteFilters
from app.modules.notes.schemas.requests import NoteCreate, NoteUpdate
from app.modules.notes.services import NoteService
from tests.factories.notes import FakeNoteRepository, note_body, other_note_body


def valid(**changes: object) -> NoteCreate:
    """Return what a caller sends, with references that the fakes know."""
    body = note_body()
    return NoteCreate.model_validate({**body, **changes})


@pytest.fixture
def uow() -> UnitOfWork:
    """Give a test a unit of work that has no database."""
    return UnitOfWork(AsyncSession())


@pytest.fixture
def repository() -> FakeNoteRepository:
    """Give a test a repository that is empty."""
    return FakeNoteRepository()


@pytest.fixture
def service(uow: UnitOfWork, repository: FakeNoteRepository) -> NoteService:
    """Give a test the service, among fakes."""
    return NoteService(uow, repository)


async def test_what_was_created_is_found(service: NoteService) -> None:
    created = await service.create(valid())

    assert await service.get(created.id) is created
    assert await service.list(NoteFilters()) == ([created], 1)


async def test_creating_is_recorded(service: NoteService, uow: UnitOfWork) -> None:
    created = await service.create(valid())

    (event,) = uow.events
    assert isinstance(event, NoteCreated)
    assert event.entity_id == created.id


async def test_changing_is_recorded(
    service: NoteService, repository: FakeNoteRepository, uow: UnitOfWork
) -> None:
    other = NoteCreate.model_validate(other_note_body())
    stored = await repository.create(other)
    changes = NoteUpdate.model_validate(valid().model_dump())

    await service.update(stored.id, changes)

    (event,) = uow.events
    assert isinstance(event, NoteUpdated)
    assert event.entity_id == stored.id


async def test_what_changes_nothing_is_not_recorded(service: NoteService, uow: UnitOfWork) -> None:
    data = valid()
    created = await service.create(data)
    uow.events.clear()

    await service.update(created.id, NoteUpdate())
    await service.update(created.id, NoteUpdate.model_validate(data.model_dump()))

    assert uow.events == []


async def test_deleting_is_recorded_and_leaves_nothing(
    service: NoteService, uow: UnitOfWork
) -> None:
    created = await service.create(valid())

    await service.delete(created.id)

    event = uow.events[-1]
    assert isinstance(event, NoteDeleted)
    assert event.entity_id == created.id
    with pytest.raises(NoteDoesNotExistError):
        await service.get(created.id)


async def test_what_does_not_exist_is_neither_changed_nor_deleted(
    service: NoteService, uow: UnitOfWork
) -> None:
    with pytest.raises(NoteDoesNotExistError):
        await service.update(new_id(), NoteUpdate())
    with pytest.raises(NoteDoesNotExistError):
        await service.delete(new_id())

    assert uow.events == []
