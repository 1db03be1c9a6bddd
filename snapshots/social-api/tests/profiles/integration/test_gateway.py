"""What other modules may rely on: the gateway and its fake keep the same contract."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.ids import new_id
from app.modules.profiles.gateway import (
    LocalProfilesGateway,
    ProfileBatchTooLargeError,
    ProfileDTO,
    ProfilesGateway,
)
from app.modules.profiles.models import Profile
from app.modules.profiles.repositories import ProfileRepository
from tests.factories.profiles import FakeProfilesGateway, store_profile

pytestmark = pytest.mark.integration

BATCH_LIMIT = 2


@pytest.fixture
async def stored(session: AsyncSession) -> list[Profile]:
    """Give a test two profiles."""
    return [await store_profile(session), await store_profile(session)]


@pytest.fixture(params=["local", "fake"])
def gateway(
    request: pytest.FixtureRequest, session: AsyncSession, stored: list[Profile]
) -> ProfilesGateway:
    """Give a test one gateway after the other; both know the same."""
    if request.param == "local":
        repository = ProfileRepository(session)
        return LocalProfilesGateway(repository, BATCH_LIMIT)
    known = map(ProfileDTO.model_validate, stored)
    return FakeProfilesGateway(*known, batch_limit=BATCH_LIMIT)


async def test_one_is_found_by_its_id(gateway: ProfilesGateway, stored: list[Profile]) -> None:
    expected = ProfileDTO.model_validate(stored[0])

    assert await gateway.get_profile(expected.id) == expected


async def test_an_unknown_id_gives_nothing(gateway: ProfilesGateway) -> None:
    assert await gateway.get_profile(new_id()) is None


async def test_many_are_found_by_their_ids(gateway: ProfilesGateway, stored: list[Profile]) -> None:
    known = map(ProfileDTO.model_validate, stored)
    expected = {each.id: each for each in known}

    found = await gateway.get_profiles_by_ids([*expected])

    assert found == expected


async def test_unknown_ids_are_left_out(gateway: ProfilesGateway, stored: list[Profile]) -> None:
    ids = [stored[0].id, new_id()]

    found = await gateway.get_profiles_by_ids(ids)

    assert [*found] == [stored[0].id]


async def test_too_many_ids_are_refused(gateway: ProfilesGateway) -> None:
    ids = [new_id() for _ in range(BATCH_LIMIT + 1)]

    with pytest.raises(ProfileBatchTooLargeError):
        await gateway.get_profiles_by_ids(ids)
