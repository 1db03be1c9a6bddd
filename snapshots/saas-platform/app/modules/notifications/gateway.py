"""The door of notifications: what others may use, beside its events.

Parameters and results are plain data, so that an HTTP client can take the place of
`LocalNotificationsGateway` and nothing changes for those who call.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Annotated, Protocol
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel, ConfigDict

from .config import get_notifications_settings
from .dependencies.repositories import NotificationRepositoryDep
from .exceptions import NotificationBatchTooLargeError
from .repositories import NotificationRepository

__all__ = [
    "LocalNotificationsGateway",
    "NotificationBatchTooLargeError",
    "NotificationDTO",
    "NotificationsGateway",
    "NotificationsGatewayDep",
    "get_notifications_gateway",
]


class NotificationDTO(BaseModel):
    """One notification, as other modules see it."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    id: UUID
    created_at: dt.datetime
    updated_at: dt.datetime
    name: str
    description: str | None


class NotificationsGateway(Protocol):
    """What other modules may ask."""

    async def get_notification(self, entity_id: UUID) -> NotificationDTO | None:
        """Return the notification with this id, if there is one."""

    async def get_notifications_by_ids(
        self, entity_ids: Sequence[UUID]
    ) -> dict[UUID, NotificationDTO]:
        """Return those that exist, by id; raise if too many are asked for."""


class LocalNotificationsGateway:
    """Answers from the database of this process."""

    def __init__(self, repository: NotificationRepository, batch_limit: int) -> None:
        """Answer from this repository, and refuse more ids at once than `batch_limit`."""
        self._repository = repository
        self._batch_limit = batch_limit

    async def get_notification(self, entity_id: UUID) -> NotificationDTO | None:
        """Return the notification with this id, if there is one."""
        entity = await self._repository.get(entity_id)
        if entity is None:
            return None
        return NotificationDTO.model_validate(entity)

    async def get_notifications_by_ids(
        self, entity_ids: Sequence[UUID]
    ) -> dict[UUID, NotificationDTO]:
        """Return those that exist, by id, with one query."""
        if len(entity_ids) > self._batch_limit:
            raise NotificationBatchTooLargeError
        entities = await self._repository.get_many(entity_ids)
        found = map(NotificationDTO.model_validate, entities)
        return {each.id: each for each in found}


async def get_notifications_gateway(repository: NotificationRepositoryDep) -> NotificationsGateway:
    """Give a route or a service the gateway of this process."""
    settings = get_notifications_settings()
    return LocalNotificationsGateway(repository, settings.batch_limit)


NotificationsGatewayDep = Annotated[NotificationsGateway, Depends(get_notifications_gateway)]
