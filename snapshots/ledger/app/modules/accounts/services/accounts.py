"""What one can do with accounts, and what follows from it."""

from collections.abc import Sequence
from uuid import UUID

from app.core.db.session import UnitOfWork

from ..events import AccountCreated, AccountDeleted, AccountUpdated
from ..exceptions import AccountDoesNotExistError
from ..models import Account
from ..repositories import AccountRepository
from ..schemas.filters import AccountFilters
from ..schemas.requests import AccountCreate, AccountUpdate


class AccountService:
    """Keeps the rules, and records what happened: it is published after the commit."""

    def __init__(self, uow: UnitOfWork, repository: AccountRepository) -> None:
        """Work in one unit of work."""
        self._uow = uow
        self._repository = repository

    async def create(self, data: AccountCreate) -> Account:
        """Write a new account."""
        entity = await self._repository.create(data)
        self._uow.record(AccountCreated(entity_id=entity.id))
        return entity

    async def get(self, entity_id: UUID) -> Account:
        """Return one account."""
        entity = await self._repository.get(entity_id)
        if entity is None:
            raise AccountDoesNotExistError
        return entity

    async def list(self, params: AccountFilters) -> tuple[Sequence[Account], int]:
        """Return a page of those that match, and the number of all that match."""
        return await self._repository.list(params, filters=params.filters(), sort=params.sort)

    async def update(self, entity_id: UUID, data: AccountUpdate) -> Account:
        """Change what is given; what is so already is no change."""
        entity = await self._get_for_update(entity_id)
        return await self._change(entity, data)

    async def delete(self, entity_id: UUID) -> None:
        """Delete one account."""
        entity = await self._get_for_update(entity_id)
        await self._repository.delete(entity)
        self._uow.record(AccountDeleted(entity_id=entity_id))

    async def _get_for_update(self, entity_id: UUID) -> Account:
        entity = await self._repository.get_for_update(entity_id)
        if entity is None:
            raise AccountDoesNotExistError
        return entity

    async def _change(self, entity: Account, data: AccountUpdate) -> Account:
        if self._repository.changes(entity, data):
            entity = await self._repository.update(entity, data)
            self._uow.record(AccountUpdated(entity_id=entity.id))
        return entity
