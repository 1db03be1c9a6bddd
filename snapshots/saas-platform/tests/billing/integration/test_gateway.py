"""What other modules may rely on: the gateway and its fake keep the same contract."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.ids import new_id
from app.modules.billing.gateway import (
    BillingBatchTooLargeError,
    BillingDTO,
    BillingGateway,
    LocalBillingGateway,
)
from app.modules.billing.models import Billing
from app.modules.billing.repositories import BillingRepository
from tests.factories.billing import FakeBillingGateway, store_billing

pytestmark = pytest.mark.integration

BATCH_LIMIT = 2


@pytest.fixture
async def stored(session: AsyncSession) -> list[Billing]:
    """Give a test two billings."""
    return [await store_billing(session), await store_billing(session)]


@pytest.fixture(params=["local", "fake"])
def gateway(
    request: pytest.FixtureRequest, session: AsyncSession, stored: list[Billing]
) -> BillingGateway:
    """Give a test one gateway after the other; both know the same."""
    if request.param == "local":
        repository = BillingRepository(session)
        return LocalBillingGateway(repository, BATCH_LIMIT)
    known = map(BillingDTO.model_validate, stored)
    return FakeBillingGateway(*known, batch_limit=BATCH_LIMIT)


async def test_one_is_found_by_its_id(gateway: BillingGateway, stored: list[Billing]) -> None:
    expected = BillingDTO.model_validate(stored[0])

    assert await gateway.get_billing(expected.id) == expected


async def test_an_unknown_id_gives_nothing(gateway: BillingGateway) -> None:
    assert await gateway.get_billing(new_id()) is None


async def test_many_are_found_by_their_ids(gateway: BillingGateway, stored: list[Billing]) -> None:
    known = map(BillingDTO.model_validate, stored)
    expected = {each.id: each for each in known}

    found = await gateway.get_billings_by_ids([*expected])

    assert found == expected


async def test_unknown_ids_are_left_out(gateway: BillingGateway, stored: list[Billing]) -> None:
    ids = [stored[0].id, new_id()]

    found = await gateway.get_billings_by_ids(ids)

    assert [*found] == [stored[0].id]


async def test_too_many_ids_are_refused(gateway: BillingGateway) -> None:
    ids = [new_id() for _ in range(BATCH_LIMIT + 1)]

    with pytest.raises(BillingBatchTooLargeError):
        await gateway.get_billings_by_ids(ids)
