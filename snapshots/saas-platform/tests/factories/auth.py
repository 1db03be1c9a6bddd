"""Users and keys for tests, and a gateway that knows them without a database.

A contract test holds the fake to what the real gateway does, so that others may rely on it.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.core.ids import new_id
from app.modules.auth.gateway import (
    CallerDTO,
    InvalidKeyError,
    Scope,
    UserBatchTooLargeError,
    UserDTO,
)
from app.modules.auth.models import ApiKey, User
from app.modules.auth.repositories.keys import KeyRepository
from app.modules.auth.repositories.users import UserRepository
from app.modules.auth.schemas.records import KeyCreate, UserCreate
from app.modules.auth.services.minting import mint


def make_user(*, name: str | None = None, is_active: bool = True) -> UserDTO:
    """Return a user nobody else has."""
    user_id = new_id()
    return UserDTO(id=user_id, name=name or user_id.hex, is_active=is_active)


async def store_user(session: AsyncSession) -> User:
    """Return a user whom the database knows, and who has no key."""
    return await UserRepository(session).create(UserCreate(name=make_user().name))


async def issue_key(
    session: AsyncSession, *scopes: str, user: User | None = None, days: float = 1
) -> tuple[ApiKey, str]:
    """Return what is stored of a new key with these scopes, and the key."""
    minted = mint("test")
    owner = user or await store_user(session)
    stored = await KeyRepository(session).create(
        KeyCreate(
            user_id=owner.id,
            name="for a test",
            prefix=minted.prefix,
            key_hash=minted.key_hash,
            scopes=" ".join(scopes),
            expires_at=datetime.now(UTC) + timedelta(days=days),
        )
    )
    return stored, minted.key


async def revoke_key(session: AsyncSession, key_id: UUID) -> None:
    """End a key at once."""
    await KeyRepository(session).revoke(key_id, datetime.now(UTC))


class FakeAuthGateway:
    """An `AuthGateway` of these users, each of whom has one key: the hex of the id, for writing."""

    def __init__(self, *users: UserDTO, batch_limit: int = 1_000) -> None:
        """Know these users."""
        self.users = {user.id: user for user in users}
        self._batch_limit = batch_limit

    async def get_user(self, user_id: UUID) -> UserDTO | None:
        """Return the user with this id, if there is one."""
        return self.users.get(user_id)

    async def get_users_by_ids(self, user_ids: Sequence[UUID]) -> dict[UUID, UserDTO]:
        """Return those of these users that exist."""
        if len(user_ids) > self._batch_limit:
            raise UserBatchTooLargeError
        return {user_id: self.users[user_id] for user_id in user_ids if user_id in self.users}

    async def authenticate(self, key: str) -> CallerDTO:
        """Return the active user whose id is the key."""
        for user in self.users.values():
            if user.is_active and user.id.hex == key:
                return CallerDTO(user=user, key_id=user.id, scopes=frozenset({Scope.WRITE}))
        raise InvalidKeyError
