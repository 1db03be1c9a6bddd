"""The rules of tags."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.db.session import UnitOfWork
from app.core.ids import new_id
from app.modules.tags.events import TagCreated, TagDeleted, TagUpdated
from app.modules.tags.exceptions import TagDoesNotExistError, UnknownEntryError
from app.modules.tags.schemas.filters import TagFilters
from app.modules.tags.schemas.requests import TagCreate, TagUpdate
from app.modules.tags.services import TagService
from tests.factories.entries import FakeEntriesGateway, make_entry
from tests.factories.tags import FakeTagRepository, other_tag_body, tag_body

known_entry = make_entry()


def valid(**changes: object) -> TagCreate:
    """Return what a caller sends, with references that the fakes know."""
    body = tag_body()
    body["entry_id"] = known_entry.id
    return TagCreate.model_validate({**body, **changes})


@pytest.fixture
def uow() -> UnitOfWork:
    """Give a test a unit of work that has no database."""
    return UnitOfWork(AsyncSession())


@pytest.fixture
def repository() -> FakeTagRepository:
    """Give a test a repository that is empty."""
    return FakeTagRepository()


@pytest.fixture
def service(uow: UnitOfWork, repository: FakeTagRepository) -> TagService:
    """Give a test the service, among fakes."""
    return TagService(uow, repository, FakeEntriesGateway(known_entry))


async def test_what_was_created_is_found(service: TagService) -> None:
    created = await service.create(valid())

    assert await service.get(created.id) is created
    assert await service.list(TagFilters()) == ([created], 1)


async def test_creating_is_recorded(service: TagService, uow: UnitOfWork) -> None:
    created = await service.create(valid())

    (event,) = uow.events
    assert isinstance(event, TagCreated)
    assert event.entity_id == created.id


async def test_changing_is_recorded(
    service: TagService, repository: FakeTagRepository, uow: UnitOfWork
) -> None:
    other = TagCreate.model_validate(other_tag_body())
    stored = await repository.create(other)
    changes = TagUpdate.model_validate(valid().model_dump())

    await service.update(stored.id, changes)

    (event,) = uow.events
    assert isinstance(event, TagUpdated)
    assert event.entity_id == stored.id


async def test_what_changes_nothing_is_not_recorded(service: TagService, uow: UnitOfWork) -> None:
    data = valid()
    created = await service.create(data)
    uow.events.clear()

    await service.update(created.id, TagUpdate())
    await service.update(created.id, TagUpdate.model_validate(data.model_dump()))

    assert uow.events == []


async def test_deleting_is_recorded_and_leaves_nothing(
    service: TagService, uow: UnitOfWork
) -> None:
    created = await service.create(valid())

    await service.delete(created.id)

    event = uow.events[-1]
    assert isinstance(event, TagDeleted)
    assert event.entity_id == created.id
    with pytest.raises(TagDoesNotExistError):
        await service.get(created.id)


async def test_what_does_not_exist_is_neither_changed_nor_deleted(
    service: TagService, uow: UnitOfWork
) -> None:
    with pytest.raises(TagDoesNotExistError):
        await service.update(new_id(), TagUpdate())
    with pytest.raises(TagDoesNotExistError):
        await service.delete(new_id())

    assert uow.events == []


async def test_an_unknown_entry_is_refused(service: TagService, uow: UnitOfWork) -> None:
    created = await service.create(valid())
    changes = TagUpdate(entry_id=new_id())
    uow.events.clear()

    with pytest.raises(UnknownEntryError):
        await service.create(valid(entry_id=new_id()))
    with pytest.raises(UnknownEntryError):
        await service.update(created.id, changes)

    assert uow.events == []
