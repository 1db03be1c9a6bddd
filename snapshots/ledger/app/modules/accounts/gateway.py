"""The door of accounts: what others may use, beside its events.

Parameters and results are plain data, so that an HTTP client can take the place of
`LocalAccountsGateway` and nothing changes for those who call.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Annotated, Protocol
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel, ConfigDict

from .config import get_accounts_settings
from .dependencies.repositories import AccountRepositoryDep
from .exceptions import AccountBatchTooLargeError
from .models import KindChoice
from .repositories import AccountRepository

__all__ = [
    "AccountBatchTooLargeError",
    "AccountDTO",
    "AccountsGateway",
    "AccountsGatewayDep",
    "LocalAccountsGateway",
    "get_accounts_gateway",
]


class AccountDTO(BaseModel):
    """One account, as other modules see it."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    id: UUID
    created_at: dt.datetime
    updated_at: dt.datetime
    number: str
    kind: KindChoice


class AccountsGateway(Protocol):
    """What other modules may ask."""

    async def get_account(self, entity_id: UUID) -> AccountDTO | None:
        """Return the account with this id, if there is one."""

    async def get_accounts_by_ids(self, entity_ids: Sequence[UUID]) -> dict[UUID, AccountDTO]:
        """Return those that exist, by id; raise if too many are asked for."""


class LocalAccountsGateway:
    """Answers from the database of this process."""

    def __init__(self, repository: AccountRepository, batch_limit: int) -> None:
        """Answer from this repository, and refuse more ids at once than `batch_limit`."""
        self._repository = repository
        self._batch_limit = batch_limit

    async def get_account(self, entity_id: UUID) -> AccountDTO | None:
        """Return the account with this id, if there is one."""
        entity = await self._repository.get(entity_id)
        if entity is None:
            return None
        return AccountDTO.model_validate(entity)

    async def get_accounts_by_ids(self, entity_ids: Sequence[UUID]) -> dict[UUID, AccountDTO]:
        """Return those that exist, by id, with one query."""
        if len(entity_ids) > self._batch_limit:
            raise AccountBatchTooLargeError
        entities = await self._repository.get_many(entity_ids)
        found = map(AccountDTO.model_validate, entities)
        return {each.id: each for each in found}


async def get_accounts_gateway(repository: AccountRepositoryDep) -> AccountsGateway:
    """Give a route or a service the gateway of this process."""
    settings = get_accounts_settings()
    return LocalAccountsGateway(repository, settings.batch_limit)


AccountsGatewayDep = Annotated[AccountsGateway, Depends(get_accounts_gateway)]
