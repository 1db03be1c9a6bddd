"""Users for tests, and a gateway that knows them without a database.

A contract test holds the fake to what the real gateway does, so that others may rely on it.
"""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.core.ids import new_id
from app.modules.auth.gateway import InvalidTokenError, UserBatchTooLargeError, UserDTO
from app.modules.auth.models import User
from app.modules.auth.repositories.users import UserRepository
from app.modules.auth.schemas.records import UserCreate


def make_user(*, email: str | None = None, is_active: bool = True) -> UserDTO:
    """Return a user nobody else has."""
    user_id = new_id()
    return UserDTO(id=user_id, email=email or f"{user_id.hex}@example.com", is_active=is_active)


async def store_user(session: AsyncSession) -> User:
    """Return a user whom the database knows, and who cannot sign in."""
    user = make_user()
    return await UserRepository(session).create(UserCreate(email=user.email, password_hash=""))


class FakeAuthGateway:
    """An `AuthGateway` of these users, each of whom is signed in with the hex of the id."""

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

    async def authenticate(self, access_token: str) -> UserDTO:
        """Return the active user whose id is the token."""
        for user in self.users.values():
            if user.is_active and user.id.hex == access_token:
                return user
        raise InvalidTokenError
