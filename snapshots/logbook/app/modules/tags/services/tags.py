"""What one can do with tags, and what follows from it."""

from collections.abc import Sequence
from uuid import UUID

from app.core.db.session import UnitOfWork
from app.modules.entries.gateway import EntriesGateway

from ..events import TagCreated, TagDeleted, TagUpdated
from ..exceptions import TagDoesNotExistError, UnknownEntryError
from ..models import Tag
from ..repositories import TagRepository
from ..schemas.filters import TagFilters
from ..schemas.requests import TagCreate, TagUpdate


class TagService:
    """Keeps the rules, and records what happened: it is published after the commit."""

    def __init__(self, uow: UnitOfWork, repository: TagRepository, entries: EntriesGateway) -> None:
        """Work in one unit of work."""
        self._uow = uow
        self._repository = repository
        self._entries = entries

    async def create(self, data: TagCreate) -> Tag:
        """Write a new tag."""
        await self._require_entry(data.entry_id)
        entity = await self._repository.create(data)
        self._uow.record(TagCreated(entity_id=entity.id))
        return entity

    async def get(self, entity_id: UUID) -> Tag:
        """Return one tag."""
        entity = await self._repository.get(entity_id)
        if entity is None:
            raise TagDoesNotExistError
        return entity

    async def list(self, params: TagFilters) -> tuple[Sequence[Tag], int]:
        """Return a page of those that match, and the number of all that match."""
        return await self._repository.list(params, filters=params.filters(), sort=params.sort)

    async def update(self, entity_id: UUID, data: TagUpdate) -> Tag:
        """Change what is given; what is so already is no change."""
        entity = await self._get_for_update(entity_id)
        if isinstance(data.entry_id, UUID):
            await self._require_entry(data.entry_id)
        return await self._change(entity, data)

    async def delete(self, entity_id: UUID) -> None:
        """Delete one tag."""
        entity = await self._get_for_update(entity_id)
        await self._repository.delete(entity)
        self._uow.record(TagDeleted(entity_id=entity_id))

    async def _get_for_update(self, entity_id: UUID) -> Tag:
        entity = await self._repository.get_for_update(entity_id)
        if entity is None:
            raise TagDoesNotExistError
        return entity

    async def _change(self, entity: Tag, data: TagUpdate) -> Tag:
        if self._repository.changes(entity, data):
            entity = await self._repository.update(entity, data)
            self._uow.record(TagUpdated(entity_id=entity.id))
        return entity

    async def _require_entry(self, entity_id: UUID) -> None:
        """Refuse an id that the entries module does not know."""
        gateway = self._entries
        if await gateway.get_entry(entity_id) is None:
            raise UnknownEntryError
