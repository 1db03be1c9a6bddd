"""The rules of posts."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.db.session import UnitOfWork
from app.core.ids import new_id
from app.modules.posts.events import PostCreated, PostDeleted, PostUpdated
from app.modules.posts.exceptions import PostDoesNotExistError, UnknownProfileError
from app.modules.posts.schemas.filters import PostFilters
from app.modules.posts.schemas.requests import PostCreate, PostUpdate
from app.modules.posts.services import PostService
from tests.factories.posts import FakePostRepository, other_post_body, post_body
from tests.factories.profiles import FakeProfilesGateway, make_profile

known_profile = make_profile()


def valid(**changes: object) -> PostCreate:
    """Return what a caller sends, with references that the fakes know."""
    body = post_body()
    body["profile_id"] = known_profile.id
    return PostCreate.model_validate({**body, **changes})


@pytest.fixture
def uow() -> UnitOfWork:
    """Give a test a unit of work that has no database."""
    return UnitOfWork(AsyncSession())


@pytest.fixture
def repository() -> FakePostRepository:
    """Give a test a repository that is empty."""
    return FakePostRepository()


@pytest.fixture
def service(uow: UnitOfWork, repository: FakePostRepository) -> PostService:
    """Give a test the service, among fakes."""
    return PostService(uow, repository, FakeProfilesGateway(known_profile))


async def test_what_was_created_is_found(service: PostService) -> None:
    created = await service.create(valid())

    assert await service.get(created.id) is created
    assert await service.list(PostFilters()) == ([created], 1)


async def test_creating_is_recorded(service: PostService, uow: UnitOfWork) -> None:
    created = await service.create(valid())

    (event,) = uow.events
    assert isinstance(event, PostCreated)
    assert event.entity_id == created.id


async def test_changing_is_recorded(
    service: PostService, repository: FakePostRepository, uow: UnitOfWork
) -> None:
    other = PostCreate.model_validate(other_post_body())
    stored = await repository.create(other)
    changes = PostUpdate.model_validate(valid().model_dump())

    await service.update(stored.id, changes)

    (event,) = uow.events
    assert isinstance(event, PostUpdated)
    assert event.entity_id == stored.id


async def test_what_changes_nothing_is_not_recorded(service: PostService, uow: UnitOfWork) -> None:
    data = valid()
    created = await service.create(data)
    uow.events.clear()

    await service.update(created.id, PostUpdate())
    await service.update(created.id, PostUpdate.model_validate(data.model_dump()))

    assert uow.events == []


async def test_deleting_is_recorded_and_leaves_nothing(
    service: PostService, uow: UnitOfWork
) -> None:
    created = await service.create(valid())

    await service.delete(created.id)

    event = uow.events[-1]
    assert isinstance(event, PostDeleted)
    assert event.entity_id == created.id
    with pytest.raises(PostDoesNotExistError):
        await service.get(created.id)


async def test_what_does_not_exist_is_neither_changed_nor_deleted(
    service: PostService, uow: UnitOfWork
) -> None:
    with pytest.raises(PostDoesNotExistError):
        await service.update(new_id(), PostUpdate())
    with pytest.raises(PostDoesNotExistError):
        await service.delete(new_id())

    assert uow.events == []


async def test_an_unknown_profile_is_refused(service: PostService, uow: UnitOfWork) -> None:
    created = await service.create(valid())
    changes = PostUpdate(profile_id=new_id())
    uow.events.clear()

    with pytest.raises(UnknownProfileError):
        await service.create(valid(profile_id=new_id()))
    with pytest.raises(UnknownProfileError):
        await service.update(created.id, changes)

    assert uow.events == []
