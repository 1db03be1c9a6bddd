"""Test data of notifications, and stand-ins without a database."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.core.ids import new_id
from app.modules.notifications.gateway import NotificationBatchTooLargeError, NotificationDTO
from app.modules.notifications.models import Notification
from app.modules.notifications.repositories import NotificationRepository
from app.modules.notifications.schemas.requests import NotificationCreate
from tests import fakes


def notification_body() -> dict[str, Any]:
    """Return what creates one notification, but for its references."""
    return {
        "name": "name",
        "description": "description",
    }


def other_notification_body() -> dict[str, Any]:
    """Return the same with another value for every field."""
    return {
        "name": "something else",
        "description": "something else",
    }


async def notification_references(session: AsyncSession) -> dict[str, Any]:
    """Return references that lead somewhere."""
    references: dict[str, Any] = {}
    return references


async def store_notification(session: AsyncSession, /, **changes: object) -> Notification:
    """Return one notification that the database knows."""
    references = await notification_references(session)
    body = {**notification_body(), **references, **changes}
    data = NotificationCreate.model_validate(body)
    return await NotificationRepository(session).create(data)


def make_notification(**changes: object) -> NotificationDTO:
    """Return one notification that no database knows."""
    now = dt.datetime.now(dt.UTC)
    stored = {"id": new_id(), "created_at": now, "updated_at": now}
    body = {**stored, **notification_body(), **changes}
    return NotificationDTO.model_validate(body)


class FakeNotificationsGateway:
    """A stand-in that a contract test holds to what the real one does."""

    def __init__(self, *entities: NotificationDTO, batch_limit: int = 1_000) -> None:
        """Know these and no others."""
        self._entities = {entity.id: entity for entity in entities}
        self._batch_limit = batch_limit

    async def get_notification(self, entity_id: UUID) -> NotificationDTO | None:
        """Return the notification with this id, if there is one."""
        return self._entities.get(entity_id)

    async def get_notifications_by_ids(
        self, entity_ids: Sequence[UUID]
    ) -> dict[UUID, NotificationDTO]:
        """Return those that exist, by id."""
        if len(entity_ids) > self._batch_limit:
            raise NotificationBatchTooLargeError
        return {each: self._entities[each] for each in entity_ids if each in self._entities}


class FakeNotificationRepository(fakes.InMemoryRepository, NotificationRepository):
    """The notifications of one test, in memory."""
