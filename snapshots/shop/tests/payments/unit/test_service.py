"""The rules of payments."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.db.session import UnitOfWork
from app.core.ids import new_id
from app.modules.payments.events import PaymentCreated, PaymentDeleted, PaymentUpdated
from app.modules.payments.exceptions import PaymentDoesNotExistError, UnknownOrderError
from app.modules.payments.schemas.filters import PaymentFilters
from app.modules.payments.schemas.requests import PaymentCreate, PaymentUpdate
from app.modules.payments.services import PaymentService
from tests.factories.orders import FakeOrdersGateway, make_order
from tests.factories.payments import FakePaymentRepository, other_payment_body, payment_body

known_order = make_order()


def valid(**changes: object) -> PaymentCreate:
    """Return what a caller sends, with references that the fakes know."""
    body = payment_body()
    body["order_id"] = known_order.id
    return PaymentCreate.model_validate({**body, **changes})


@pytest.fixture
def uow() -> UnitOfWork:
    """Give a test a unit of work that has no database."""
    return UnitOfWork(AsyncSession())


@pytest.fixture
def repository() -> FakePaymentRepository:
    """Give a test a repository that is empty."""
    return FakePaymentRepository()


@pytest.fixture
def service(uow: UnitOfWork, repository: FakePaymentRepository) -> PaymentService:
    """Give a test the service, among fakes."""
    return PaymentService(uow, repository, FakeOrdersGateway(known_order))


async def test_what_was_created_is_found(service: PaymentService) -> None:
    created = await service.create(valid())

    assert await service.get(created.id) is created
    assert await service.list(PaymentFilters()) == ([created], 1)


async def test_creating_is_recorded(service: PaymentService, uow: UnitOfWork) -> None:
    created = await service.create(valid())

    (event,) = uow.events
    assert isinstance(event, PaymentCreated)
    assert event.entity_id == created.id


async def test_changing_is_recorded(
    service: PaymentService, repository: FakePaymentRepository, uow: UnitOfWork
) -> None:
    other = PaymentCreate.model_validate(other_payment_body())
    stored = await repository.create(other)
    changes = PaymentUpdate.model_validate(valid().model_dump())

    await service.update(stored.id, changes)

    (event,) = uow.events
    assert isinstance(event, PaymentUpdated)
    assert event.entity_id == stored.id


async def test_what_changes_nothing_is_not_recorded(
    service: PaymentService, uow: UnitOfWork
) -> None:
    data = valid()
    created = await service.create(data)
    uow.events.clear()

    await service.update(created.id, PaymentUpdate())
    await service.update(created.id, PaymentUpdate.model_validate(data.model_dump()))

    assert uow.events == []


async def test_deleting_is_recorded_and_leaves_nothing(
    service: PaymentService, uow: UnitOfWork
) -> None:
    created = await service.create(valid())

    await service.delete(created.id)

    event = uow.events[-1]
    assert isinstance(event, PaymentDeleted)
    assert event.entity_id == created.id
    with pytest.raises(PaymentDoesNotExistError):
        await service.get(created.id)


async def test_what_does_not_exist_is_neither_changed_nor_deleted(
    service: PaymentService, uow: UnitOfWork
) -> None:
    with pytest.raises(PaymentDoesNotExistError):
        await service.update(new_id(), PaymentUpdate())
    with pytest.raises(PaymentDoesNotExistError):
        await service.delete(new_id())

    assert uow.events == []


async def test_an_unknown_order_is_refused(service: PaymentService, uow: UnitOfWork) -> None:
    created = await service.create(valid())
    changes = PaymentUpdate(order_id=new_id())
    uow.events.clear()

    with pytest.raises(UnknownOrderError):
        await service.create(valid(order_id=new_id()))
    with pytest.raises(UnknownOrderError):
        await service.update(created.id, changes)

    assert uow.events == []
