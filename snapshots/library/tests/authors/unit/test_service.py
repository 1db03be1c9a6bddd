"""The rules of authors."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.db.session import UnitOfWork
from app.core.ids import new_id
from app.modules.authors.events import AuthorCreated, AuthorDeleted, AuthorUpdated
from app.modules.authors.exceptions import AuthorDoesNotExistError
from app.modules.authors.schemas.filters import AuthorFilters
from app.modules.authors.schemas.requests import AuthorCreate, AuthorUpdate
from app.modules.authors.services import AuthorService
from tests.factories.authors import FakeAuthorRepository, author_body, other_author_body


def valid(**changes: object) -> AuthorCreate:
    """Return what a caller sends, with references that the fakes know."""
    body = author_body()
    return AuthorCreate.model_validate({**body, **changes})


@pytest.fixture
def uow() -> UnitOfWork:
    """Give a test a unit of work that has no database."""
    return UnitOfWork(AsyncSession())


@pytest.fixture
def repository() -> FakeAuthorRepository:
    """Give a test a repository that is empty."""
    return FakeAuthorRepository()


@pytest.fixture
def service(uow: UnitOfWork, repository: FakeAuthorRepository) -> AuthorService:
    """Give a test the service, among fakes."""
    return AuthorService(uow, repository)


async def test_what_was_created_is_found(service: AuthorService) -> None:
    created = await service.create(valid())

    assert await service.get(created.id) is created
    assert await service.list(AuthorFilters()) == ([created], 1)


async def test_creating_is_recorded(service: AuthorService, uow: UnitOfWork) -> None:
    created = await service.create(valid())

    (event,) = uow.events
    assert isinstance(event, AuthorCreated)
    assert event.entity_id == created.id


async def test_changing_is_recorded(
    service: AuthorService, repository: FakeAuthorRepository, uow: UnitOfWork
) -> None:
    other = AuthorCreate.model_validate(other_author_body())
    stored = await repository.create(other)
    changes = AuthorUpdate.model_validate(valid().model_dump())

    await service.update(stored.id, changes)

    (event,) = uow.events
    assert isinstance(event, AuthorUpdated)
    assert event.entity_id == stored.id


async def test_what_changes_nothing_is_not_recorded(
    service: AuthorService, uow: UnitOfWork
) -> None:
    data = valid()
    created = await service.create(data)
    uow.events.clear()

    await service.update(created.id, AuthorUpdate())
    await service.update(created.id, AuthorUpdate.model_validate(data.model_dump()))

    assert uow.events == []


async def test_deleting_is_recorded_and_leaves_nothing(
    service: AuthorService, uow: UnitOfWork
) -> None:
    created = await service.create(valid())

    await service.delete(created.id)

    event = uow.events[-1]
    assert isinstance(event, AuthorDeleted)
    assert event.entity_id == created.id
    with pytest.raises(AuthorDoesNotExistError):
        await service.get(created.id)


async def test_what_does_not_exist_is_neither_changed_nor_deleted(
    service: AuthorService, uow: UnitOfWork
) -> None:
    with pytest.raises(AuthorDoesNotExistError):
        await service.update(new_id(), AuthorUpdate())
    with pytest.raises(AuthorDoesNotExistError):
        await service.delete(new_id())

    assert uow.events == []
