"""What other modules may rely on: the gateway and its fake keep the same contract."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.ids import new_id
from app.modules.comments.gateway import (
    CommentBatchTooLargeError,
    CommentDTO,
    CommentsGateway,
    LocalCommentsGateway,
)
from app.modules.comments.models import Comment
from app.modules.comments.repositories import CommentRepository
from tests.factories.comments import FakeCommentsGateway, store_comment

pytestmark = pytest.mark.integration

BATCH_LIMIT = 2


@pytest.fixture
async def stored(session: AsyncSession) -> list[Comment]:
    """Give a test two comments."""
    return [await store_comment(session), await store_comment(session)]


@pytest.fixture(params=["local", "fake"])
def gateway(
    request: pytest.FixtureRequest, session: AsyncSession, stored: list[Comment]
) -> CommentsGateway:
    """Give a test one gateway after the other; both know the same."""
    if request.param == "local":
        repository = CommentRepository(session)
        return LocalCommentsGateway(repository, BATCH_LIMIT)
    known = map(CommentDTO.model_validate, stored)
    return FakeCommentsGateway(*known, batch_limit=BATCH_LIMIT)


async def test_one_is_found_by_its_id(gateway: CommentsGateway, stored: list[Comment]) -> None:
    expected = CommentDTO.model_validate(stored[0])

    assert await gateway.get_comment(expected.id) == expected


async def test_an_unknown_id_gives_nothing(gateway: CommentsGateway) -> None:
    assert await gateway.get_comment(new_id()) is None


async def test_many_are_found_by_their_ids(gateway: CommentsGateway, stored: list[Comment]) -> None:
    known = map(CommentDTO.model_validate, stored)
    expected = {each.id: each for each in known}

    found = await gateway.get_comments_by_ids([*expected])

    assert found == expected


async def test_unknown_ids_are_left_out(gateway: CommentsGateway, stored: list[Comment]) -> None:
    ids = [stored[0].id, new_id()]

    found = await gateway.get_comments_by_ids(ids)

    assert [*found] == [stored[0].id]


async def test_too_many_ids_are_refused(gateway: CommentsGateway) -> None:
    ids = [new_id() for _ in range(BATCH_LIMIT + 1)]

    with pytest.raises(CommentBatchTooLargeError):
        await gateway.get_comments_by_ids(ids)
