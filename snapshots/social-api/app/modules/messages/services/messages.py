"""What one can do with messages, and what follows from it."""

from collections.abc import Sequence
from uuid import UUID

from app.core.db.session import UnitOfWork
from app.modules.profiles.gateway import ProfilesGateway

from ..events import MessageCreated, MessageDeleted, MessageUpdated
from ..exceptions import MessageDoesNotExistError, UnknownProfileError
from ..models import Message
from ..repositories import MessageRepository
from ..schemas.filters import MessageFilters
from ..schemas.requests import MessageCreate, MessageUpdate


class MessageService:
    """Keeps the rules, and records what happened: it is published after the commit."""

    def __init__(
        self, uow: UnitOfWork, repository: MessageRepository, profiles: ProfilesGateway
    ) -> None:
        """Work in one unit of work."""
        self._uow = uow
        self._repository = repository
        self._profiles = profiles

    async def create(self, data: MessageCreate) -> Message:
        """Write a new message."""
        await self._require_profile(data.profile_id)
        entity = await self._repository.create(data)
        self._uow.record(MessageCreated(entity_id=entity.id))
        return entity

    async def get(self, entity_id: UUID) -> Message:
        """Return one message."""
        entity = await self._repository.get(entity_id)
        if entity is None:
            raise MessageDoesNotExistError
        return entity

    async def list(self, params: MessageFilters) -> tuple[Sequence[Message], int]:
        """Return a page of those that match, and the number of all that match."""
        return await self._repository.list(params, filters=params.filters(), sort=params.sort)

    async def update(self, entity_id: UUID, data: MessageUpdate) -> Message:
        """Change what is given; what is so already is no change."""
        entity = await self._get_for_update(entity_id)
        if isinstance(data.profile_id, UUID):
            await self._require_profile(data.profile_id)
        return await self._change(entity, data)

    async def delete(self, entity_id: UUID) -> None:
        """Delete one message."""
        entity = await self._get_for_update(entity_id)
        await self._repository.delete(entity)
        self._uow.record(MessageDeleted(entity_id=entity_id))

    async def _get_for_update(self, entity_id: UUID) -> Message:
        entity = await self._repository.get_for_update(entity_id)
        if entity is None:
            raise MessageDoesNotExistError
        return entity

    async def _change(self, entity: Message, data: MessageUpdate) -> Message:
        if self._repository.changes(entity, data):
            entity = await self._repository.update(entity, data)
            self._uow.record(MessageUpdated(entity_id=entity.id))
        return entity

    async def _require_profile(self, entity_id: UUID) -> None:
        """Refuse an id that the profiles module does not know."""
        gateway = self._profiles
        if await gateway.get_profile(entity_id) is None:
            raise UnknownProfileError
