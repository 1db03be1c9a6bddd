"""What one can do with notifications, and what follows from it."""

from collections.abc import Sequence
from uuid import UUID

from app.core.db.session import UnitOfWork

from ..events import NotificationCreated, NotificationDeleted, NotificationUpdated
from ..exceptions import NotificationDoesNotExistError
from ..models import Notification
from ..repositories import NotificationRepository
from ..schemas.filters import NotificationFilters
from ..schemas.requests import NotificationCreate, NotificationUpdate


class NotificationService:
    """Keeps the rules, and records what happened: it is published after the commit."""

    def __init__(self, uow: UnitOfWork, repository: NotificationRepository) -> None:
        """Work in one unit of work."""
        self._uow = uow
        self._repository = repository

    async def create(self, data: NotificationCreate) -> Notification:
        """Write a new notification."""
        entity = await self._repository.create(data)
        self._uow.record(NotificationCreated(entity_id=entity.id))
        return entity

    async def get(self, entity_id: UUID) -> Notification:
        """Return one notification."""
        entity = await self._repository.get(entity_id)
        if entity is None:
            raise NotificationDoesNotExistError
        return entity

    async def list(self, params: NotificationFilters) -> tuple[Sequence[Notification], int]:
        """Return a page of those that match, and the number of all that match."""
        return await self._repository.list(params, filters=params.filters(), sort=params.sort)

    async def update(self, entity_id: UUID, data: NotificationUpdate) -> Notification:
        """Change what is given; what is so already is no change."""
        entity = await self._get_for_update(entity_id)
        return await self._change(entity, data)

    async def delete(self, entity_id: UUID) -> None:
        """Delete one notification."""
        entity = await self._get_for_update(entity_id)
        await self._repository.delete(entity)
        self._uow.record(NotificationDeleted(entity_id=entity_id))

    async def _get_for_update(self, entity_id: UUID) -> Notification:
        entity = await self._repository.get_for_update(entity_id)
        if entity is None:
            raise NotificationDoesNotExistError
        return entity

    async def _change(self, entity: Notification, data: NotificationUpdate) -> Notification:
        if self._repository.changes(entity, data):
            entity = await self._repository.update(entity, data)
            self._uow.record(NotificationUpdated(entity_id=entity.id))
        return entity
