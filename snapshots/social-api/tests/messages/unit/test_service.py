"""The rules of messages."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.db.session import UnitOfWork
from app.core.ids import new_id
from app.modules.messages.events import MessageCreated, MessageDeleted, MessageUpdated
from app.modules.messages.exceptions import MessageDoesNotExistError, UnknownProfileError
from app.modules.messages.schemas.filters import MessageFilters
from app.modules.messages.schemas.requests import MessageCreate, MessageUpdate
from app.modules.messages.services import MessageService
from tests.factories.messages import FakeMessageRepository, message_body, other_message_body
from tests.factories.profiles import FakeProfilesGateway, make_profile

known_profile = make_profile()


def valid(**changes: object) -> MessageCreate:
    """Return what a caller sends, with references that the fakes know."""
    body = message_body()
    body["profile_id"] = known_profile.id
    return MessageCreate.model_validate({**body, **changes})


@pytest.fixture
def uow() -> UnitOfWork:
    """Give a test a unit of work that has no database."""
    return UnitOfWork(AsyncSession())


@pytest.fixture
def repository() -> FakeMessageRepository:
    """Give a test a repository that is empty."""
    return FakeMessageRepository()


@pytest.fixture
def service(uow: UnitOfWork, repository: FakeMessageRepository) -> MessageService:
    """Give a test the service, among fakes."""
    return MessageService(uow, repository, FakeProfilesGateway(known_profile))


async def test_what_was_created_is_found(service: MessageService) -> None:
    created = await service.create(valid())

    assert await service.get(created.id) is created
    assert await service.list(MessageFilters()) == ([created], 1)


async def test_creating_is_recorded(service: MessageService, uow: UnitOfWork) -> None:
    created = await service.create(valid())

    (event,) = uow.events
    assert isinstance(event, MessageCreated)
    assert event.entity_id == created.id


async def test_changing_is_recorded(
    service: MessageService, repository: FakeMessageRepository, uow: UnitOfWork
) -> None:
    other = MessageCreate.model_validate(other_message_body())
    stored = await repository.create(other)
    changes = MessageUpdate.model_validate(valid().model_dump())

    await service.update(stored.id, changes)

    (event,) = uow.events
    assert isinstance(event, MessageUpdated)
    assert event.entity_id == stored.id


async def test_what_changes_nothing_is_not_recorded(
    service: MessageService, uow: UnitOfWork
) -> None:
    data = valid()
    created = await service.create(data)
    uow.events.clear()

    await service.update(created.id, MessageUpdate())
    await service.update(created.id, MessageUpdate.model_validate(data.model_dump()))

    assert uow.events == []


async def test_deleting_is_recorded_and_leaves_nothing(
    service: MessageService, uow: UnitOfWork
) -> None:
    created = await service.create(valid())

    await service.delete(created.id)

    event = uow.events[-1]
    assert isinstance(event, MessageDeleted)
    assert event.entity_id == created.id
    with pytest.raises(MessageDoesNotExistError):
        await service.get(created.id)


async def test_what_does_not_exist_is_neither_changed_nor_deleted(
    service: MessageService, uow: UnitOfWork
) -> None:
    with pytest.raises(MessageDoesNotExistError):
        await service.update(new_id(), MessageUpdate())
    with pytest.raises(MessageDoesNotExistError):
        await service.delete(new_id())

    assert uow.events == []


async def test_an_unknown_profile_is_refused(service: MessageService, uow: UnitOfWork) -> None:
    created = await service.create(valid())
    changes = MessageUpdate(profile_id=new_id())
    uow.events.clear()

    with pytest.raises(UnknownProfileError):
        await service.create(valid(profile_id=new_id()))
    with pytest.raises(UnknownProfileError):
        await service.update(created.id, changes)

    assert uow.events == []
