"""What other modules may rely on: the gateway and its fake keep the same contract."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.ids import new_id
from app.modules.notifications.gateway import (
    LocalNotificationsGateway,
    NotificationBatchTooLargeError,
    NotificationDTO,
    NotificationsGateway,
)
from app.modules.notifications.models import Notification
from app.modules.notifications.repositories import NotificationRepository
from tests.factories.notifications import FakeNotificationsGateway, store_notification

pytestmark = pytest.mark.integration

BATCH_LIMIT = 2


@pytest.fixture
async def stored(session: AsyncSession) -> list[Notification]:
    """Give a test two notifications."""
    return [await store_notification(session), await store_notification(session)]


@pytest.fixture(params=["local", "fake"])
def gateway(
    request: pytest.FixtureRequest, session: AsyncSession, stored: list[Notification]
) -> NotificationsGateway:
    """Give a test one gateway after the other; both know the same."""
    if request.param == "local":
        repository = NotificationRepository(session)
        return LocalNotificationsGateway(repository, BATCH_LIMIT)
    known = map(NotificationDTO.model_validate, stored)
    return FakeNotificationsGateway(*known, batch_limit=BATCH_LIMIT)


async def test_one_is_found_by_its_id(
    gateway: NotificationsGateway, stored: list[Notification]
) -> None:
    expected = NotificationDTO.model_validate(stored[0])

    assert await gateway.get_notification(expected.id) == expected


async def test_an_unknown_id_gives_nothing(gateway: NotificationsGateway) -> None:
    assert await gateway.get_notification(new_id()) is None


async def test_many_are_found_by_their_ids(
    gateway: NotificationsGateway, stored: list[Notification]
) -> None:
    known = map(NotificationDTO.model_validate, stored)
    expected = {each.id: each for each in known}

    found = await gateway.get_notifications_by_ids([*expected])

    assert found == expected


async def test_unknown_ids_are_left_out(
    gateway: NotificationsGateway, stored: list[Notification]
) -> None:
    ids = [stored[0].id, new_id()]

    found = await gateway.get_notifications_by_ids(ids)

    assert [*found] == [stored[0].id]


async def test_too_many_ids_are_refused(gateway: NotificationsGateway) -> None:
    ids = [new_id() for _ in range(BATCH_LIMIT + 1)]

    with pytest.raises(NotificationBatchTooLargeError):
        await gateway.get_notifications_by_ids(ids)
