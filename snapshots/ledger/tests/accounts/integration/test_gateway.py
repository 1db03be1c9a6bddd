"""What other modules may rely on: the gateway and its fake keep the same contract."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.ids import new_id
from app.modules.accounts.gateway import (
    AccountBatchTooLargeError,
    AccountDTO,
    AccountsGateway,
    LocalAccountsGateway,
)
from app.modules.accounts.models import Account
from app.modules.accounts.repositories import AccountRepository
from tests.factories.accounts import FakeAccountsGateway, store_account

pytestmark = pytest.mark.integration

BATCH_LIMIT = 2


@pytest.fixture
async def stored(session: AsyncSession) -> list[Account]:
    """Give a test two accounts."""
    return [await store_account(session), await store_account(session)]


@pytest.fixture(params=["local", "fake"])
def gateway(
    request: pytest.FixtureRequest, session: AsyncSession, stored: list[Account]
) -> AccountsGateway:
    """Give a test one gateway after the other; both know the same."""
    if request.param == "local":
        repository = AccountRepository(session)
        return LocalAccountsGateway(repository, BATCH_LIMIT)
    known = map(AccountDTO.model_validate, stored)
    return FakeAccountsGateway(*known, batch_limit=BATCH_LIMIT)


async def test_one_is_found_by_its_id(gateway: AccountsGateway, stored: list[Account]) -> None:
    expected = AccountDTO.model_validate(stored[0])

    assert await gateway.get_account(expected.id) == expected


async def test_an_unknown_id_gives_nothing(gateway: AccountsGateway) -> None:
    assert await gateway.get_account(new_id()) is None


async def test_many_are_found_by_their_ids(gateway: AccountsGateway, stored: list[Account]) -> None:
    known = map(AccountDTO.model_validate, stored)
    expected = {each.id: each for each in known}

    found = await gateway.get_accounts_by_ids([*expected])

    assert found == expected


async def test_unknown_ids_are_left_out(gateway: AccountsGateway, stored: list[Account]) -> None:
    ids = [stored[0].id, new_id()]

    found = await gateway.get_accounts_by_ids(ids)

    assert [*found] == [stored[0].id]


async def test_too_many_ids_are_refused(gateway: AccountsGateway) -> None:
    ids = [new_id() for _ in range(BATCH_LIMIT + 1)]

    with pytest.raises(AccountBatchTooLargeError):
        await gateway.get_accounts_by_ids(ids)
