"""Test data of accounts, and stand-ins without a database."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.core.ids import new_id
from app.modules.accounts.gateway import AccountBatchTooLargeError, AccountDTO
from app.modules.accounts.models import Account
from app.modules.accounts.repositories import AccountRepository
from app.modules.accounts.schemas.requests import AccountCreate
from tests import fakes


def account_body() -> dict[str, Any]:
    """Return what creates one account, but for its references."""
    return {
        "number": f"text {fakes.serial()}",
        "kind": "asset",
    }


def other_account_body() -> dict[str, Any]:
    """Return the same with another value for every field."""
    return {
        "number": f"text {fakes.serial()}",
        "kind": "debt",
    }


async def account_references(session: AsyncSession) -> dict[str, Any]:
    """Return references that lead somewhere."""
    references: dict[str, Any] = {}
    return references


async def store_account(session: AsyncSession, /, **changes: object) -> Account:
    """Return one account that the database knows."""
    references = await account_references(session)
    body = {**account_body(), **references, **changes}
    data = AccountCreate.model_validate(body)
    return await AccountRepository(session).create(data)


def make_account(**changes: object) -> AccountDTO:
    """Return one account that no database knows."""
    now = dt.datetime.now(dt.UTC)
    stored = {"id": new_id(), "created_at": now, "updated_at": now}
    body = {**stored, **account_body(), **changes}
    return AccountDTO.model_validate(body)


class FakeAccountsGateway:
    """A stand-in that a contract test holds to what the real one does."""

    def __init__(self, *entities: AccountDTO, batch_limit: int = 1_000) -> None:
        """Know these and no others."""
        self._entities = {entity.id: entity for entity in entities}
        self._batch_limit = batch_limit

    async def get_account(self, entity_id: UUID) -> AccountDTO | None:
        """Return the account with this id, if there is one."""
        return self._entities.get(entity_id)

    async def get_accounts_by_ids(self, entity_ids: Sequence[UUID]) -> dict[UUID, AccountDTO]:
        """Return those that exist, by id."""
        if len(entity_ids) > self._batch_limit:
            raise AccountBatchTooLargeError
        return {each: self._entities[each] for each in entity_ids if each in self._entities}


class FakeAccountRepository(fakes.InMemoryRepository, AccountRepository):
    """The accounts of one test, in memory."""
