"""What other modules may rely on: the gateway and its fake keep the same contract."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.ids import new_id
from app.modules.fines.domain.model import Fine
from app.modules.fines.gateway import (
    FineBatchTooLargeError,
    FineDTO,
    FinesGateway,
    LocalFinesGateway,
)
from app.modules.fines.infrastructure.repository import SqlFineRepository
from tests.factories.fines import FakeFinesGateway, store_fine

pytestmark = pytest.mark.integration

BATCH_LIMIT = 2


@pytest.fixture
async def stored(session: AsyncSession) -> list[Fine]:
    """Give a test two fines."""
    return [await store_fine(session), await store_fine(session)]


@pytest.fixture(params=["local", "fake"])
def gateway(
    request: pytest.FixtureRequest, session: AsyncSession, stored: list[Fine]
) -> FinesGateway:
    """Give a test one gateway after the other; both know the same."""
    if request.param == "local":
        repository = SqlFineRepository(session)
        return LocalFinesGateway(repository, BATCH_LIMIT)
    known = map(FineDTO.model_validate, stored)
    return FakeFinesGateway(*known, batch_limit=BATCH_LIMIT)


async def test_one_is_found_by_its_id(gateway: FinesGateway, stored: list[Fine]) -> None:
    expected = FineDTO.model_validate(stored[0])

    assert await gateway.get_fine(expected.id) == expected


async def test_an_unknown_id_gives_nothing(gateway: FinesGateway) -> None:
    assert await gateway.get_fine(new_id()) is None


async def test_many_are_found_by_their_ids(gateway: FinesGateway, stored: list[Fine]) -> None:
    known = map(FineDTO.model_validate, stored)
    expected = {each.id: each for each in known}

    found = await gateway.get_fines_by_ids([*expected])

    assert found == expected


async def test_unknown_ids_are_left_out(gateway: FinesGateway, stored: list[Fine]) -> None:
    ids = [stored[0].id, new_id()]

    found = await gateway.get_fines_by_ids(ids)

    assert [*found] == [stored[0].id]


async def test_too_many_ids_are_refused(gateway: FinesGateway) -> None:
    ids = [new_id() for _ in range(BATCH_LIMIT + 1)]

    with pytest.raises(FineBatchTooLargeError):
        await gateway.get_fines_by_ids(ids)
