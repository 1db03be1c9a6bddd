"""What other modules may rely on: the gateway and its fake keep the same contract."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.ids import new_id
from app.modules.entries.gateway import (
    EntriesGateway,
    EntryBatchTooLargeError,
    EntryDTO,
    LocalEntriesGateway,
)
from app.modules.entries.models import Entry
from app.modules.entries.repositories import EntryRepository
from tests.factories.entries import FakeEntriesGateway, store_entry

pytestmark = pytest.mark.integration

BATCH_LIMIT = 2


@pytest.fixture
async def stored(session: AsyncSession) -> list[Entry]:
    """Give a test two entries."""
    return [await store_entry(session), await store_entry(session)]


@pytest.fixture(params=["local", "fake"])
def gateway(
    request: pytest.FixtureRequest, session: AsyncSession, stored: list[Entry]
) -> EntriesGateway:
    """Give a test one gateway after the other; both know the same."""
    if request.param == "local":
        repository = EntryRepository(session)
        return LocalEntriesGateway(repository, BATCH_LIMIT)
    known = map(EntryDTO.model_validate, stored)
    return FakeEntriesGateway(*known, batch_limit=BATCH_LIMIT)


async def test_one_is_found_by_its_id(gateway: EntriesGateway, stored: list[Entry]) -> None:
    expected = EntryDTO.model_validate(stored[0])

    assert await gateway.get_entry(expected.id) == expected


async def test_an_unknown_id_gives_nothing(gateway: EntriesGateway) -> None:
    assert await gateway.get_entry(new_id()) is None


async def test_many_are_found_by_their_ids(gateway: EntriesGateway, stored: list[Entry]) -> None:
    known = map(EntryDTO.model_validate, stored)
    expected = {each.id: each for each in known}

    found = await gateway.get_entries_by_ids([*expected])

    assert found == expected


async def test_unknown_ids_are_left_out(gateway: EntriesGateway, stored: list[Entry]) -> None:
    ids = [stored[0].id, new_id()]

    found = await gateway.get_entries_by_ids(ids)

    assert [*found] == [stored[0].id]


async def test_too_many_ids_are_refused(gateway: EntriesGateway) -> None:
    ids = [new_id() for _ in range(BATCH_LIMIT + 1)]

    with pytest.raises(EntryBatchTooLargeError):
        await gateway.get_entries_by_ids(ids)
