"""What other modules may rely on: the gateway and its fake keep the same contract."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.ids import new_id
from app.modules.posts.gateway import (
    LocalPostsGateway,
    PostBatchTooLargeError,
    PostDTO,
    PostsGateway,
)
from app.modules.posts.models import Post
from app.modules.posts.repositories import PostRepository
from tests.factories.posts import FakePostsGateway, store_post

pytestmark = pytest.mark.integration

BATCH_LIMIT = 2


@pytest.fixture
async def stored(session: AsyncSession) -> list[Post]:
    """Give a test two posts."""
    return [await store_post(session), await store_post(session)]


@pytest.fixture(params=["local", "fake"])
def gateway(
    request: pytest.FixtureRequest, session: AsyncSession, stored: list[Post]
) -> PostsGateway:
    """Give a test one gateway after the other; both know the same."""
    if request.param == "local":
        repository = PostRepository(session)
        return LocalPostsGateway(repository, BATCH_LIMIT)
    known = map(PostDTO.model_validate, stored)
    return FakePostsGateway(*known, batch_limit=BATCH_LIMIT)


async def test_one_is_found_by_its_id(gateway: PostsGateway, stored: list[Post]) -> None:
    expected = PostDTO.model_validate(stored[0])

    assert await gateway.get_post(expected.id) == expected


async def test_an_unknown_id_gives_nothing(gateway: PostsGateway) -> None:
    assert await gateway.get_post(new_id()) is None


async def test_many_are_found_by_their_ids(gateway: PostsGateway, stored: list[Post]) -> None:
    known = map(PostDTO.model_validate, stored)
    expected = {each.id: each for each in known}

    found = await gateway.get_posts_by_ids([*expected])

    assert found == expected


async def test_unknown_ids_are_left_out(gateway: PostsGateway, stored: list[Post]) -> None:
    ids = [stored[0].id, new_id()]

    found = await gateway.get_posts_by_ids(ids)

    assert [*found] == [stored[0].id]


async def test_too_many_ids_are_refused(gateway: PostsGateway) -> None:
    ids = [new_id() for _ in range(BATCH_LIMIT + 1)]

    with pytest.raises(PostBatchTooLargeError):
        await gateway.get_posts_by_ids(ids)
