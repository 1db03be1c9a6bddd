"""What one can do with profiles, and what follows from it."""

from collections.abc import Sequence
from uuid import UUID

from app.core.db.session import UnitOfWork
from app.modules.auth.gateway import AuthGateway

from ..events import ProfileCreated, ProfileDeleted, ProfileUpdated
from ..exceptions import ProfileDoesNotExistError, UnknownPersonError
from ..models import Profile
from ..repositories import ProfileRepository
from ..schemas.filters import ProfileFilters
from ..schemas.requests import ProfileCreate, ProfileUpdate


class ProfileService:
    """Keeps the rules, and records what happened: it is published after the commit."""

    def __init__(self, uow: UnitOfWork, repository: ProfileRepository, auth: AuthGateway) -> None:
        """Work in one unit of work."""
        self._uow = uow
        self._repository = repository
        self._auth = auth

    async def create(self, data: ProfileCreate) -> Profile:
        """Write a new profile."""
        await self._require_person(data.person_id)
        entity = await self._repository.create(data)
        self._uow.record(ProfileCreated(entity_id=entity.id))
        return entity

    async def get(self, entity_id: UUID) -> Profile:
        """Return one profile."""
        entity = await self._repository.get(entity_id)
        if entity is None:
            raise ProfileDoesNotExistError
        return entity

    async def list(self, params: ProfileFilters) -> tuple[Sequence[Profile], int]:
        """Return a page of those that match, and the number of all that match."""
        return await self._repository.list(params, filters=params.filters(), sort=params.sort)

    async def update(self, entity_id: UUID, data: ProfileUpdate) -> Profile:
        """Change what is given; what is so already is no change."""
        entity = await self._get_for_update(entity_id)
        if isinstance(data.person_id, UUID):
            await self._require_person(data.person_id)
        return await self._change(entity, data)

    async def delete(self, entity_id: UUID) -> None:
        """Delete one profile."""
        entity = await self._get_for_update(entity_id)
        await self._repository.delete(entity)
        self._uow.record(ProfileDeleted(entity_id=entity_id))

    async def _get_for_update(self, entity_id: UUID) -> Profile:
        entity = await self._repository.get_for_update(entity_id)
        if entity is None:
            raise ProfileDoesNotExistError
        return entity

    async def _change(self, entity: Profile, data: ProfileUpdate) -> Profile:
        if self._repository.changes(entity, data):
            entity = await self._repository.update(entity, data)
            self._uow.record(ProfileUpdated(entity_id=entity.id))
        return entity

    async def _require_person(self, entity_id: UUID) -> None:
        """Refuse an id that the auth module does not know."""
        gateway = self._auth
        if await gateway.get_user(entity_id) is None:
            raise UnknownPersonError
