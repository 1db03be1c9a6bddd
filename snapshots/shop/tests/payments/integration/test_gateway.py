"""What other modules may rely on: the gateway and its fake keep the same contract."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.ids import new_id
from app.modules.payments.gateway import (
    LocalPaymentsGateway,
    PaymentBatchTooLargeError,
    PaymentDTO,
    PaymentsGateway,
)
from app.modules.payments.models import Payment
from app.modules.payments.repositories import PaymentRepository
from tests.factories.payments import FakePaymentsGateway, store_payment

pytestmark = pytest.mark.integration

BATCH_LIMIT = 2


@pytest.fixture
async def stored(session: AsyncSession) -> list[Payment]:
    """Give a test two payments."""
    return [await store_payment(session), await store_payment(session)]


@pytest.fixture(params=["local", "fake"])
def gateway(
    request: pytest.FixtureRequest, session: AsyncSession, stored: list[Payment]
) -> PaymentsGateway:
    """Give a test one gateway after the other; both know the same."""
    if request.param == "local":
        repository = PaymentRepository(session)
        return LocalPaymentsGateway(repository, BATCH_LIMIT)
    known = map(PaymentDTO.model_validate, stored)
    return FakePaymentsGateway(*known, batch_limit=BATCH_LIMIT)


async def test_one_is_found_by_its_id(gateway: PaymentsGateway, stored: list[Payment]) -> None:
    expected = PaymentDTO.model_validate(stored[0])

    assert await gateway.get_payment(expected.id) == expected


async def test_an_unknown_id_gives_nothing(gateway: PaymentsGateway) -> None:
    assert await gateway.get_payment(new_id()) is None


async def test_many_are_found_by_their_ids(gateway: PaymentsGateway, stored: list[Payment]) -> None:
    known = map(PaymentDTO.model_validate, stored)
    expected = {each.id: each for each in known}

    found = await gateway.get_payments_by_ids([*expected])

    assert found == expected


async def test_unknown_ids_are_left_out(gateway: PaymentsGateway, stored: list[Payment]) -> None:
    ids = [stored[0].id, new_id()]

    found = await gateway.get_payments_by_ids(ids)

    assert [*found] == [stored[0].id]


async def test_too_many_ids_are_refused(gateway: PaymentsGateway) -> None:
    ids = [new_id() for _ in range(BATCH_LIMIT + 1)]

    with pytest.raises(PaymentBatchTooLargeError):
        await gateway.get_payments_by_ids(ids)
