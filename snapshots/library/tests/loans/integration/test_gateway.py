"""What other modules may rely on: the gateway and its fake keep the same contract."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.ids import new_id
from app.modules.loans.domain.model import Loan
from app.modules.loans.gateway import (
    LoanBatchTooLargeError,
    LoanDTO,
    LoansGateway,
    LocalLoansGateway,
)
from app.modules.loans.infrastructure.repository import SqlLoanRepository
from tests.factories.loans import FakeLoansGateway, store_loan

pytestmark = pytest.mark.integration

BATCH_LIMIT = 2


@pytest.fixture
async def stored(session: AsyncSession) -> list[Loan]:
    """Give a test two loans."""
    return [await store_loan(session), await store_loan(session)]


@pytest.fixture(params=["local", "fake"])
def gateway(
    request: pytest.FixtureRequest, session: AsyncSession, stored: list[Loan]
) -> LoansGateway:
    """Give a test one gateway after the other; both know the same."""
    if request.param == "local":
        repository = SqlLoanRepository(session)
        return LocalLoansGateway(repository, BATCH_LIMIT)
    known = map(LoanDTO.model_validate, stored)
    return FakeLoansGateway(*known, batch_limit=BATCH_LIMIT)


async def test_one_is_found_by_its_id(gateway: LoansGateway, stored: list[Loan]) -> None:
    expected = LoanDTO.model_validate(stored[0])

    assert await gateway.get_loan(expected.id) == expected


async def test_an_unknown_id_gives_nothing(gateway: LoansGateway) -> None:
    assert await gateway.get_loan(new_id()) is None


async def test_many_are_found_by_their_ids(gateway: LoansGateway, stored: list[Loan]) -> None:
    known = map(LoanDTO.model_validate, stored)
    expected = {each.id: each for each in known}

    found = await gateway.get_loans_by_ids([*expected])

    assert found == expected


async def test_unknown_ids_are_left_out(gateway: LoansGateway, stored: list[Loan]) -> None:
    ids = [stored[0].id, new_id()]

    found = await gateway.get_loans_by_ids(ids)

    assert [*found] == [stored[0].id]


async def test_too_many_ids_are_refused(gateway: LoansGateway) -> None:
    ids = [new_id() for _ in range(BATCH_LIMIT + 1)]

    with pytest.raises(LoanBatchTooLargeError):
        await gateway.get_loans_by_ids(ids)
