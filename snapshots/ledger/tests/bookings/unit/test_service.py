"""The rules of bookings."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.db.session import UnitOfWork
from app.core.ids import new_id
from app.modules.bookings.events import BookingCreated, BookingDeleted, BookingUpdated
from app.modules.bookings.exceptions import BookingDoesNotExistError, UnknownAccountError
from app.modules.bookings.schemas.filters import BookingFilters
from app.modules.bookings.schemas.requests import BookingCreate, BookingUpdate
from app.modules.bookings.services import BookingService
from tests.factories.accounts import FakeAccountsGateway, make_account
from tests.factories.bookings import FakeBookingRepository, booking_body, other_booking_body

known_account = make_account()


def valid(**changes: object) -> BookingCreate:
    """Return what a caller sends, with references that the fakes know."""
    body = booking_body()
    body["account_id"] = known_account.id
    return BookingCreate.model_validate({**body, **changes})


@pytest.fixture
def uow() -> UnitOfWork:
    """Give a test a unit of work that has no database."""
    return UnitOfWork(AsyncSession())


@pytest.fixture
def repository() -> FakeBookingRepository:
    """Give a test a repository that is empty."""
    return FakeBookingRepository()


@pytest.fixture
def service(uow: UnitOfWork, repository: FakeBookingRepository) -> BookingService:
    """Give a test the service, among fakes."""
    return BookingService(uow, repository, FakeAccountsGateway(known_account))


async def test_what_was_created_is_found(service: BookingService) -> None:
    created = await service.create(valid())

    assert await service.get(created.id) is created
    assert await service.list(BookingFilters()) == ([created], 1)


async def test_creating_is_recorded(service: BookingService, uow: UnitOfWork) -> None:
    created = await service.create(valid())

    (event,) = uow.events
    assert isinstance(event, BookingCreated)
    assert event.entity_id == created.id


async def test_changing_is_recorded(
    service: BookingService, repository: FakeBookingRepository, uow: UnitOfWork
) -> None:
    other = BookingCreate.model_validate(other_booking_body())
    stored = await repository.create(other)
    changes = BookingUpdate.model_validate(valid().model_dump())

    await service.update(stored.id, changes)

    (event,) = uow.events
    assert isinstance(event, BookingUpdated)
    assert event.entity_id == stored.id


async def test_what_changes_nothing_is_not_recorded(
    service: BookingService, uow: UnitOfWork
) -> None:
    data = valid()
    created = await service.create(data)
    uow.events.clear()

    await service.update(created.id, BookingUpdate())
    await service.update(created.id, BookingUpdate.model_validate(data.model_dump()))

    assert uow.events == []


async def test_deleting_is_recorded_and_leaves_nothing(
    service: BookingService, uow: UnitOfWork
) -> None:
    created = await service.create(valid())

    await service.delete(created.id)

    event = uow.events[-1]
    assert isinstance(event, BookingDeleted)
    assert event.entity_id == created.id
    with pytest.raises(BookingDoesNotExistError):
        await service.get(created.id)


async def test_what_does_not_exist_is_neither_changed_nor_deleted(
    service: BookingService, uow: UnitOfWork
) -> None:
    with pytest.raises(BookingDoesNotExistError):
        await service.update(new_id(), BookingUpdate())
    with pytest.raises(BookingDoesNotExistError):
        await service.delete(new_id())

    assert uow.events == []


async def test_an_unknown_account_is_refused(service: BookingService, uow: UnitOfWork) -> None:
    created = await service.create(valid())
    changes = BookingUpdate(account_id=new_id())
    uow.events.clear()

    with pytest.raises(UnknownAccountError):
        await service.create(valid(account_id=new_id()))
    with pytest.raises(UnknownAccountError):
        await service.update(created.id, changes)

    assert uow.events == []
