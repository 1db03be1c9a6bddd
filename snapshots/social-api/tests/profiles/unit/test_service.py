"""The rules of profiles."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.db.session import UnitOfWork
from app.core.ids import new_id
from app.modules.profiles.events import ProfileCreated, ProfileDeleted, ProfileUpdated
from app.modules.profiles.exceptions import ProfileDoesNotExistError, UnknownPersonError
from app.modules.profiles.schemas.filters import ProfileFilters
from app.modules.profiles.schemas.requests import ProfileCreate, ProfileUpdate
from app.modules.profiles.services import ProfileService
from tests.factories.auth import FakeAuthGateway, make_user
from tests.factories.profiles import FakeProfileRepository, other_profile_body, profile_body

known_user = make_user()


def valid(**changes: object) -> ProfileCreate:
    """Return what a caller sends, with references that the fakes know."""
    body = profile_body()
    body["person_id"] = known_user.id
    return ProfileCreate.model_validate({**body, **changes})


@pytest.fixture
def uow() -> UnitOfWork:
    """Give a test a unit of work that has no database."""
    return UnitOfWork(AsyncSession())


@pytest.fixture
def repository() -> FakeProfileRepository:
    """Give a test a repository that is empty."""
    return FakeProfileRepository()


@pytest.fixture
def service(uow: UnitOfWork, repository: FakeProfileRepository) -> ProfileService:
    """Give a test the service, among fakes."""
    return ProfileService(uow, repository, FakeAuthGateway(known_user))


async def test_what_was_created_is_found(service: ProfileService) -> None:
    created = await service.create(valid())

    assert await service.get(created.id) is created
    assert await service.list(ProfileFilters()) == ([created], 1)


async def test_creating_is_recorded(service: ProfileService, uow: UnitOfWork) -> None:
    created = await service.create(valid())

    (event,) = uow.events
    assert isinstance(event, ProfileCreated)
    assert event.entity_id == created.id


async def test_changing_is_recorded(
    service: ProfileService, repository: FakeProfileRepository, uow: UnitOfWork
) -> None:
    other = ProfileCreate.model_validate(other_profile_body())
    stored = await repository.create(other)
    changes = ProfileUpdate.model_validate(valid().model_dump())

    await service.update(stored.id, changes)

    (event,) = uow.events
    assert isinstance(event, ProfileUpdated)
    assert event.entity_id == stored.id


async def test_what_changes_nothing_is_not_recorded(
    service: ProfileService, uow: UnitOfWork
) -> None:
    data = valid()
    created = await service.create(data)
    uow.events.clear()

    await service.update(created.id, ProfileUpdate())
    await service.update(created.id, ProfileUpdate.model_validate(data.model_dump()))

    assert uow.events == []


async def test_deleting_is_recorded_and_leaves_nothing(
    service: ProfileService, uow: UnitOfWork
) -> None:
    created = await service.create(valid())

    await service.delete(created.id)

    event = uow.events[-1]
    assert isinstance(event, ProfileDeleted)
    assert event.entity_id == created.id
    with pytest.raises(ProfileDoesNotExistError):
        await service.get(created.id)


async def test_what_does_not_exist_is_neither_changed_nor_deleted(
    service: ProfileService, uow: UnitOfWork
) -> None:
    with pytest.raises(ProfileDoesNotExistError):
        await service.update(new_id(), ProfileUpdate())
    with pytest.raises(ProfileDoesNotExistError):
        await service.delete(new_id())

    assert uow.events == []


async def test_an_unknown_person_is_refused(service: ProfileService, uow: UnitOfWork) -> None:
    created = await service.create(valid())
    changes = ProfileUpdate(person_id=new_id())
    uow.events.clear()

    with pytest.raises(UnknownPersonError):
        await service.create(valid(person_id=new_id()))
    with pytest.raises(UnknownPersonError):
        await service.update(created.id, changes)

    assert uow.events == []
