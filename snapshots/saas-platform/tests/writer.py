"""The client that tests write with: here, a program with a key."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass
from uuid import UUID

import pytest
from fastapi import FastAPI
from httpx2 import ASGITransport, AsyncClient

from app.core.db.session import Database
from tests.factories.auth import issue_key, revoke_key

HEADER = "X-API-Key"


@dataclass(frozen=True)
class KeyHolder:
    """A user with a key."""

    user_id: UUID
    key_id: UUID
    key: str

    @property
    def headers(self) -> dict[str, str]:
        """What a request of this user carries."""
        return {HEADER: self.key}


async def hand_out(database: Database, *scopes: str) -> KeyHolder:
    """Give a user nobody else has a key that is good for this."""
    async with database.unit_of_work() as uow:
        stored, key = await issue_key(uow.session, *scopes)
        return KeyHolder(stored.user_id, stored.id, key)


@pytest.fixture
async def key_holder(database: Database) -> KeyHolder:
    """Give a test a user whose key is good for writing."""
    return await hand_out(database, "write")


@pytest.fixture
async def admin(database: Database) -> KeyHolder:
    """Give a test a user whose key is good for everything."""
    return await hand_out(database, "admin")


@pytest.fixture
async def writer(app: FastAPI, key_holder: KeyHolder) -> AsyncGenerator[AsyncClient]:
    """Give a test a client whose requests carry that key."""
    transport = ASGITransport(app=app)
    async with AsyncClient(
        transport=transport, base_url="http://test", headers=key_holder.headers
    ) as client:
        yield client


@pytest.fixture
def shut_out(database: Database, key_holder: KeyHolder) -> Callable[[], Awaitable[None]]:
    """Give a test what takes the right to write from that client: its key is revoked."""

    async def revoke() -> None:
        async with database.unit_of_work() as uow:
            await revoke_key(uow.session, key_holder.key_id)

    return revoke
