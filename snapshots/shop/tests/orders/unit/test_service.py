"""The rules of orders."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.db.session import UnitOfWork
from app.core.ids import new_id
from app.modules.orders.events import OrderCreated, OrderDeleted, OrderUpdated
from app.modules.orders.exceptions import (
    OrderDoesNotExistError,
    UnknownCustomerError,
    UnknownProductError,
)
from app.modules.orders.schemas.filters import OrderFilters
from app.modules.orders.schemas.requests import OrderCreate, OrderUpdate
from app.modules.orders.services import OrderService
from tests.factories.auth import FakeAuthGateway, make_user
from tests.factories.orders import FakeOrderRepository, order_body, other_order_body
from tests.factories.products import FakeProductsGateway, make_product

known_user = make_user()
known_product = make_product()


def valid(**changes: object) -> OrderCreate:
    """Return what a caller sends, with references that the fakes know."""
    body = order_body()
    body["customer_id"] = known_user.id
    body["product_id"] = known_product.id
    return OrderCreate.model_validate({**body, **changes})


@pytest.fixture
def uow() -> UnitOfWork:
    """Give a test a unit of work that has no database."""
    return UnitOfWork(AsyncSession())


@pytest.fixture
def repository() -> FakeOrderRepository:
    """Give a test a repository that is empty."""
    return FakeOrderRepository()


@pytest.fixture
def service(uow: UnitOfWork, repository: FakeOrderRepository) -> OrderService:
    """Give a test the service, among fakes."""
    return OrderService(
        uow, repository, FakeAuthGateway(known_user), FakeProductsGateway(known_product)
    )


async def test_what_was_created_is_found(service: OrderService) -> None:
    created = await service.create(valid())

    assert await service.get(created.id) is created
    assert await service.list(OrderFilters()) == ([created], 1)


async def test_creating_is_recorded(service: OrderService, uow: UnitOfWork) -> None:
    created = await service.create(valid())

    (event,) = uow.events
    assert isinstance(event, OrderCreated)
    assert event.entity_id == created.id


async def test_changing_is_recorded(
    service: OrderService, repository: FakeOrderRepository, uow: UnitOfWork
) -> None:
    other = OrderCreate.model_validate(other_order_body())
    stored = await repository.create(other)
    changes = OrderUpdate.model_validate(valid().model_dump())

    await service.update(stored.id, changes)

    (event,) = uow.events
    assert isinstance(event, OrderUpdated)
    assert event.entity_id == stored.id


async def test_what_changes_nothing_is_not_recorded(service: OrderService, uow: UnitOfWork) -> None:
    data = valid()
    created = await service.create(data)
    uow.events.clear()

    await service.update(created.id, OrderUpdate())
    await service.update(created.id, OrderUpdate.model_validate(data.model_dump()))

    assert uow.events == []


async def test_deleting_is_recorded_and_leaves_nothing(
    service: OrderService, uow: UnitOfWork
) -> None:
    created = await service.create(valid())

    await service.delete(created.id)

    event = uow.events[-1]
    assert isinstance(event, OrderDeleted)
    assert event.entity_id == created.id
    with pytest.raises(OrderDoesNotExistError):
        await service.get(created.id)


async def test_what_does_not_exist_is_neither_changed_nor_deleted(
    service: OrderService, uow: UnitOfWork
) -> None:
    with pytest.raises(OrderDoesNotExistError):
        await service.update(new_id(), OrderUpdate())
    with pytest.raises(OrderDoesNotExistError):
        await service.delete(new_id())

    assert uow.events == []


async def test_an_unknown_customer_is_refused(service: OrderService, uow: UnitOfWork) -> None:
    created = await service.create(valid())
    changes = OrderUpdate(customer_id=new_id())
    uow.events.clear()

    with pytest.raises(UnknownCustomerError):
        await service.create(valid(customer_id=new_id()))
    with pytest.raises(UnknownCustomerError):
        await service.update(created.id, changes)

    assert uow.events == []


async def test_an_unknown_product_is_refused(service: OrderService, uow: UnitOfWork) -> None:
    created = await service.create(valid())
    changes = OrderUpdate(product_id=new_id())
    uow.events.clear()

    with pytest.raises(UnknownProductError):
        await service.create(valid(product_id=new_id()))
    with pytest.raises(UnknownProductError):
        await service.update(created.id, changes)

    assert uow.events == []
