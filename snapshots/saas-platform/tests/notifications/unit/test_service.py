"""The rules of notifications."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.db.session import UnitOfWork
from app.core.ids import new_id
from app.modules.notifications.events import (
    NotificationCreated,
    NotificationDeleted,
    NotificationUpdated,
)
from app.modules.notifications.exceptions import NotificationDoesNotExistError
from app.modules.notifications.schemas.filters import NotificationFilters
from app.modules.notifications.schemas.requests import NotificationCreate, NotificationUpdate
from app.modules.notifications.services import NotificationService
from tests.factories.notifications import (
    FakeNotificationRepository,
    notification_body,
    other_notification_body,
)


def valid(**changes: object) -> NotificationCreate:
    """Return what a caller sends, with references that the fakes know."""
    body = notification_body()
    return NotificationCreate.model_validate({**body, **changes})


@pytest.fixture
def uow() -> UnitOfWork:
    """Give a test a unit of work that has no database."""
    return UnitOfWork(AsyncSession())


@pytest.fixture
def repository() -> FakeNotificationRepository:
    """Give a test a repository that is empty."""
    return FakeNotificationRepository()


@pytest.fixture
def service(uow: UnitOfWork, repository: FakeNotificationRepository) -> NotificationService:
    """Give a test the service, among fakes."""
    return NotificationService(uow, repository)


async def test_what_was_created_is_found(service: NotificationService) -> None:
    created = await service.create(valid())

    assert await service.get(created.id) is created
    assert await service.list(NotificationFilters()) == ([created], 1)


async def test_creating_is_recorded(service: NotificationService, uow: UnitOfWork) -> None:
    created = await service.create(valid())

    (event,) = uow.events
    assert isinstance(event, NotificationCreated)
    assert event.entity_id == created.id


async def test_changing_is_recorded(
    service: NotificationService, repository: FakeNotificationRepository, uow: UnitOfWork
) -> None:
    other = NotificationCreate.model_validate(other_notification_body())
    stored = await repository.create(other)
    changes = NotificationUpdate.model_validate(valid().model_dump())

    await service.update(stored.id, changes)

    (event,) = uow.events
    assert isinstance(event, NotificationUpdated)
    assert event.entity_id == stored.id


async def test_what_changes_nothing_is_not_recorded(
    service: NotificationService, uow: UnitOfWork
) -> None:
    data = valid()
    created = await service.create(data)
    uow.events.clear()

    await service.update(created.id, NotificationUpdate())
    await service.update(created.id, NotificationUpdate.model_validate(data.model_dump()))

    assert uow.events == []


async def test_deleting_is_recorded_and_leaves_nothing(
    service: NotificationService, uow: UnitOfWork
) -> None:
    created = await service.create(valid())

    await service.delete(created.id)

    event = uow.events[-1]
    assert isinstance(event, NotificationDeleted)
    assert event.entity_id == created.id
    with pytest.raises(NotificationDoesNotExistError):
        await service.get(created.id)


async def test_what_does_not_exist_is_neither_changed_nor_deleted(
    service: NotificationService, uow: UnitOfWork
) -> None:
    with pytest.raises(NotificationDoesNotExistError):
        await service.update(new_id(), NotificationUpdate())
    with pytest.raises(NotificationDoesNotExistError):
        await service.delete(new_id())

    assert uow.events == []
