"""What other modules may rely on: the gateway and its fake keep the same contract."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.ids import new_id
from app.modules.products.gateway import (
    LocalProductsGateway,
    ProductBatchTooLargeError,
    ProductDTO,
    ProductsGateway,
)
from app.modules.products.models import Product
from app.modules.products.repositories import ProductRepository
from tests.factories.products import FakeProductsGateway, store_product

pytestmark = pytest.mark.integration

BATCH_LIMIT = 2


@pytest.fixture
async def stored(session: AsyncSession) -> list[Product]:
    """Give a test two products."""
    return [await store_product(session), await store_product(session)]


@pytest.fixture(params=["local", "fake"])
def gateway(
    request: pytest.FixtureRequest, session: AsyncSession, stored: list[Product]
) -> ProductsGateway:
    """Give a test one gateway after the other; both know the same."""
    if request.param == "local":
        repository = ProductRepository(session)
        return LocalProductsGateway(repository, BATCH_LIMIT)
    known = map(ProductDTO.model_validate, stored)
    return FakeProductsGateway(*known, batch_limit=BATCH_LIMIT)


async def test_one_is_found_by_its_id(gateway: ProductsGateway, stored: list[Product]) -> None:
    expected = ProductDTO.model_validate(stored[0])

    assert await gateway.get_product(expected.id) == expected


async def test_an_unknown_id_gives_nothing(gateway: ProductsGateway) -> None:
    assert await gateway.get_product(new_id()) is None


async def test_many_are_found_by_their_ids(gateway: ProductsGateway, stored: list[Product]) -> None:
    known = map(ProductDTO.model_validate, stored)
    expected = {each.id: each for each in known}

    found = await gateway.get_products_by_ids([*expected])

    assert found == expected


async def test_unknown_ids_are_left_out(gateway: ProductsGateway, stored: list[Product]) -> None:
    ids = [stored[0].id, new_id()]

    found = await gateway.get_products_by_ids(ids)

    assert [*found] == [stored[0].id]


async def test_too_many_ids_are_refused(gateway: ProductsGateway) -> None:
    ids = [new_id() for _ in range(BATCH_LIMIT + 1)]

    with pytest.raises(ProductBatchTooLargeError):
        await gateway.get_products_by_ids(ids)
