"""What other modules may rely on: the gateway and its fake keep the same contract."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.ids import new_id
from app.modules.tags.gateway import LocalTagsGateway, TagBatchTooLargeError, TagDTO, TagsGateway
from app.modules.tags.models import Tag
from app.modules.tags.repositories import TagRepository
from tests.factories.tags import FakeTagsGateway, store_tag

pytestmark = pytest.mark.integration

BATCH_LIMIT = 2


@pytest.fixture
async def stored(session: AsyncSession) -> list[Tag]:
    """Give a test two tags."""
    return [await store_tag(session), await store_tag(session)]


@pytest.fixture(params=["local", "fake"])
def gateway(
    request: pytest.FixtureRequest, session: AsyncSession, stored: list[Tag]
) -> TagsGateway:
    """Give a test one gateway after the other; both know the same."""
    if request.param == "local":
        repository = TagRepository(session)
        return LocalTagsGateway(repository, BATCH_LIMIT)
    known = map(TagDTO.model_validate, stored)
    return FakeTagsGateway(*known, batch_limit=BATCH_LIMIT)


async def test_one_is_found_by_its_id(gateway: TagsGateway, stored: list[Tag]) -> None:
    expected = TagDTO.model_validate(stored[0])

    assert await gateway.get_tag(expected.id) == expected


async def test_an_unknown_id_gives_nothing(gateway: TagsGateway) -> None:
    assert await gateway.get_tag(new_id()) is None


async def test_many_are_found_by_their_ids(gateway: TagsGateway, stored: list[Tag]) -> None:
    known = map(TagDTO.model_validate, stored)
    expected = {each.id: each for each in known}

    found = await gateway.get_tags_by_ids([*expected])

    assert found == expected


async def test_unknown_ids_are_left_out(gateway: TagsGateway, stored: list[Tag]) -> None:
    ids = [stored[0].id, new_id()]

    found = await gateway.get_tags_by_ids(ids)

    assert [*found] == [stored[0].id]


async def test_too_many_ids_are_refused(gateway: TagsGateway) -> None:
    ids = [new_id() for _ in range(BATCH_LIMIT + 1)]

    with pytest.raises(TagBatchTooLargeError):
        await gateway.get_tags_by_ids(ids)
