"""What other modules may rely on: the gateway and its fake keep the same contract."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.ids import new_id
from app.modules.orders.gateway import (
    LocalOrdersGateway,
    OrderBatchTooLargeError,
    OrderDTO,
    OrdersGateway,
)
from app.modules.orders.models import Order
from app.modules.orders.repositories import OrderRepository
from tests.factories.orders import FakeOrdersGateway, store_order

pytestmark = pytest.mark.integration

BATCH_LIMIT = 2


@pytest.fixture
async def stored(session: AsyncSession) -> list[Order]:
    """Give a test two orders."""
    return [await store_order(session), await store_order(session)]


@pytest.fixture(params=["local", "fake"])
def gateway(
    request: pytest.FixtureRequest, session: AsyncSession, stored: list[Order]
) -> OrdersGateway:
    """Give a test one gateway after the other; both know the same."""
    if request.param == "local":
        repository = OrderRepository(session)
        return LocalOrdersGateway(repository, BATCH_LIMIT)
    known = map(OrderDTO.model_validate, stored)
    return FakeOrdersGateway(*known, batch_limit=BATCH_LIMIT)


async def test_one_is_found_by_its_id(gateway: OrdersGateway, stored: list[Order]) -> None:
    expected = OrderDTO.model_validate(stored[0])

    assert await gateway.get_order(expected.id) == expected


async def test_an_unknown_id_gives_nothing(gateway: OrdersGateway) -> None:
    assert await gateway.get_order(new_id()) is None


async def test_many_are_found_by_their_ids(gateway: OrdersGateway, stored: list[Order]) -> None:
    known = map(OrderDTO.model_validate, stored)
    expected = {each.id: each for each in known}

    found = await gateway.get_orders_by_ids([*expected])

    assert found == expected


async def test_unknown_ids_are_left_out(gateway: OrdersGateway, stored: list[Order]) -> None:
    ids = [stored[0].id, new_id()]

    found = await gateway.get_orders_by_ids(ids)

    assert [*found] == [stored[0].id]


async def test_too_many_ids_are_refused(gateway: OrdersGateway) -> None:
    ids = [new_id() for _ in range(BATCH_LIMIT + 1)]

    with pytest.raises(OrderBatchTooLargeError):
        await gateway.get_orders_by_ids(ids)
