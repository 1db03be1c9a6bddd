"""What one can do with bookings, and what follows from it."""

from collections.abc import Sequence
from uuid import UUID

from app.core.db.session import UnitOfWork
from app.modules.accounts.gateway import AccountsGateway

from ..events import BookingCreated, BookingDeleted, BookingUpdated
from ..exceptions import BookingDoesNotExistError, UnknownAccountError
from ..models import Booking
from ..repositories import BookingRepository
from ..schemas.filters import BookingFilters
from ..schemas.requests import BookingCreate, BookingUpdate


class BookingService:
    """Keeps the rules, and records what happened: it is published after the commit."""

    def __init__(
        self, uow: UnitOfWork, repository: BookingRepository, accounts: AccountsGateway
    ) -> None:
        """Work in one unit of work."""
        self._uow = uow
        self._repository = repository
        self._accounts = accounts

    async def create(self, data: BookingCreate) -> Booking:
        """Write a new booking."""
        await self._require_account(data.account_id)
        entity = await self._repository.create(data)
        self._uow.record(BookingCreated(entity_id=entity.id))
        return entity

    async def get(self, entity_id: UUID) -> Booking:
        """Return one booking."""
        entity = await self._repository.get(entity_id)
        if entity is None:
            raise BookingDoesNotExistError
        return entity

    async def list(self, params: BookingFilters) -> tuple[Sequence[Booking], int]:
        """Return a page of those that match, and the number of all that match."""
        return await self._repository.list(params, filters=params.filters(), sort=params.sort)

    async def update(self, entity_id: UUID, data: BookingUpdate) -> Booking:
        """Change what is given; what is so already is no change."""
        entity = await self._get_for_update(entity_id)
        if isinstance(data.account_id, UUID):
            await self._require_account(data.account_id)
        return await self._change(entity, data)

    async def delete(self, entity_id: UUID) -> None:
        """Delete one booking."""
        entity = await self._get_for_update(entity_id)
        await self._repository.delete(entity)
        self._uow.record(BookingDeleted(entity_id=entity_id))

    async def _get_for_update(self, entity_id: UUID) -> Booking:
        entity = await self._repository.get_for_update(entity_id)
        if entity is None:
            raise BookingDoesNotExistError
        return entity

    async def _change(self, entity: Booking, data: BookingUpdate) -> Booking:
        if self._repository.changes(entity, data):
            entity = await self._repository.update(entity, data)
            self._uow.record(BookingUpdated(entity_id=entity.id))
        return entity

    async def _require_account(self, entity_id: UUID) -> None:
        """Refuse an id that the accounts module does not know."""
        gateway = self._accounts
        if await gateway.get_account(entity_id) is None:
            raise UnknownAccountError
