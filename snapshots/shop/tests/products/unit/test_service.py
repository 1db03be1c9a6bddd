"""The rules of products."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.db.session import UnitOfWork
from app.core.ids import new_id
from app.modules.products.events import ProductCreated, ProductDeleted, ProductUpdated
from app.modules.products.exceptions import ProductDoesNotExistError
from app.modules.products.schemas.filters import ProductFilters
from app.modules.products.schemas.requests import ProductCreate, ProductUpdate
from app.modules.products.services import ProductService
from tests.factories.products import FakeProductRepository, other_product_body, product_body


def valid(**changes: object) -> ProductCreate:
    """Return what a caller sends, with references that the fakes know."""
    body = product_body()
    return ProductCreate.model_validate({**body, **changes})


@pytest.fixture
def uow() -> UnitOfWork:
    """Give a test a unit of work that has no database."""
    return UnitOfWork(AsyncSession())


@pytest.fixture
def repository() -> FakeProductRepository:
    """Give a test a repository that is empty."""
    return FakeProductRepository()


@pytest.fixture
def service(uow: UnitOfWork, repository: FakeProductRepository) -> ProductService:
    """Give a test the service, among fakes."""
    return ProductService(uow, repository)


async def test_what_was_created_is_found(service: ProductService) -> None:
    created = await service.create(valid())

    assert await service.get(created.id) is created
    assert await service.list(ProductFilters()) == ([created], 1)


async def test_creating_is_recorded(service: ProductService, uow: UnitOfWork) -> None:
    created = await service.create(valid())

    (event,) = uow.events
    assert isinstance(event, ProductCreated)
    assert event.entity_id == created.id


async def test_changing_is_recorded(
    service: ProductService, repository: FakeProductRepository, uow: UnitOfWork
) -> None:
    other = ProductCreate.model_validate(other_product_body())
    stored = await repository.create(other)
    changes = ProductUpdate.model_validate(valid().model_dump())

    await service.update(stored.id, changes)

    (event,) = uow.events
    assert isinstance(event, ProductUpdated)
    assert event.entity_id == stored.id


async def test_what_changes_nothing_is_not_recorded(
    service: ProductService, uow: UnitOfWork
) -> None:
    data = valid()
    created = await service.create(data)
    uow.events.clear()

    await service.update(created.id, ProductUpdate())
    await service.update(created.id, ProductUpdate.model_validate(data.model_dump()))

    assert uow.events == []


async def test_deleting_is_recorded_and_leaves_nothing(
    service: ProductService, uow: UnitOfWork
) -> None:
    created = await service.create(valid())

    await service.delete(created.id)

    event = uow.events[-1]
    assert isinstance(event, ProductDeleted)
    assert event.entity_id == created.id
    with pytest.raises(ProductDoesNotExistError):
        await service.get(created.id)


async def test_what_does_not_exist_is_neither_changed_nor_deleted(
    service: ProductService, uow: UnitOfWork
) -> None:
    with pytest.raises(ProductDoesNotExistError):
        await service.update(new_id(), ProductUpdate())
    with pytest.raises(ProductDoesNotExistError):
        await service.delete(new_id())

    assert uow.events == []
