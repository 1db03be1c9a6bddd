"""What other modules may rely on: the gateway and its fake keep the same contract."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.ids import new_id
from app.modules.messages.gateway import (
    LocalMessagesGateway,
    MessageBatchTooLargeError,
    MessageDTO,
    MessagesGateway,
)
from app.modules.messages.models import Message
from app.modules.messages.repositories import MessageRepository
from tests.factories.messages import FakeMessagesGateway, store_message

pytestmark = pytest.mark.integration

BATCH_LIMIT = 2


@pytest.fixture
async def stored(session: AsyncSession) -> list[Message]:
    """Give a test two messages."""
    return [await store_message(session), await store_message(session)]


@pytest.fixture(params=["local", "fake"])
def gateway(
    request: pytest.FixtureRequest, session: AsyncSession, stored: list[Message]
) -> MessagesGateway:
    """Give a test one gateway after the other; both know the same."""
    if request.param == "local":
        repository = MessageRepository(session)
        return LocalMessagesGateway(repository, BATCH_LIMIT)
    known = map(MessageDTO.model_validate, stored)
    return FakeMessagesGateway(*known, batch_limit=BATCH_LIMIT)


async def test_one_is_found_by_its_id(gateway: MessagesGateway, stored: list[Message]) -> None:
    expected = MessageDTO.model_validate(stored[0])

    assert await gateway.get_message(expected.id) == expected


async def test_an_unknown_id_gives_nothing(gateway: MessagesGateway) -> None:
    assert await gateway.get_message(new_id()) is None


async def test_many_are_found_by_their_ids(gateway: MessagesGateway, stored: list[Message]) -> None:
    known = map(MessageDTO.model_validate, stored)
    expected = {each.id: each for each in known}

    found = await gateway.get_messages_by_ids([*expected])

    assert found == expected


async def test_unknown_ids_are_left_out(gateway: MessagesGateway, stored: list[Message]) -> None:
    ids = [stored[0].id, new_id()]

    found = await gateway.get_messages_by_ids(ids)

    assert [*found] == [stored[0].id]


async def test_too_many_ids_are_refused(gateway: MessagesGateway) -> None:
    ids = [new_id() for _ in range(BATCH_LIMIT + 1)]

    with pytest.raises(MessageBatchTooLargeError):
        await gateway.get_messages_by_ids(ids)
