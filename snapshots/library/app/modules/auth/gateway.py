"""The door of this module: all that others may use of it, besides its events.

Everything here could be a call to another process: plain data goes in and comes out. Others depend
on `AuthGateway`, and on `CurrentUser` where a request has to come from somebody.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated, Protocol
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel, ConfigDict

from app.core.errors import UnauthorizedError, problems
from app.core.routers import Guard

from .config import get_auth_settings
from .dependencies.repositories import UserRepositoryDep
from .dependencies.security import BearerTokenDep
from .exceptions import InvalidTokenError, MissingTokenError, UserBatchTooLargeError
from .repositories.users import UserRepository
from .services.tokens import AccessTokens, get_access_tokens

__all__ = [
    "AUTHENTICATED",
    "AuthGateway",
    "AuthGatewayDep",
    "CurrentUser",
    "InvalidTokenError",
    "LocalAuthGateway",
    "MissingTokenError",
    "UserBatchTooLargeError",
    "UserDTO",
    "get_auth_gateway",
    "get_current_user",
]


class UserDTO(BaseModel):
    """A user, as other modules see one."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    id: UUID
    email: str
    is_active: bool


class AuthGateway(Protocol):
    """What other modules may ask of this one."""

    async def get_user(self, user_id: UUID) -> UserDTO | None:
        """Return the user with this id, active or not, if there is one."""

    async def get_users_by_ids(self, user_ids: Sequence[UUID]) -> dict[UUID, UserDTO]:
        """Return those of these users that exist, in one query.

        Raise `UserBatchTooLargeError` for more ids than `AUTH_BATCH_LIMIT`.
        """

    async def authenticate(self, access_token: str) -> UserDTO:
        """Return the user who is signed in with this token; raise `InvalidTokenError` for none."""


class LocalAuthGateway:
    """The gateway of a module that runs in the same process."""

    def __init__(self, repository: UserRepository, tokens: AccessTokens, batch_limit: int) -> None:
        """Answer from this repository, and refuse more ids at once than `batch_limit`."""
        self._repository = repository
        self._tokens = tokens
        self._batch_limit = batch_limit

    async def get_user(self, user_id: UUID) -> UserDTO | None:
        """Return the user with this id, active or not, if there is one."""
        user = await self._repository.get(user_id)
        return None if user is None else UserDTO.model_validate(user)

    async def get_users_by_ids(self, user_ids: Sequence[UUID]) -> dict[UUID, UserDTO]:
        """Return those of these users that exist, by id, with one query."""
        if len(user_ids) > self._batch_limit:
            raise UserBatchTooLargeError
        users = await self._repository.get_many(user_ids)
        return {user.id: UserDTO.model_validate(user) for user in users}

    async def authenticate(self, access_token: str) -> UserDTO:
        """Return the user that the token was made for, if the session of the token still lives.

        It is one read, so that signing out and changing the password take effect at once and not
        when the last access token has expired.
        """
        claims = self._tokens.read(access_token)
        user = await self._repository.get_signed_in(
            claims.user_id, claims.session_id, datetime.now(UTC)
        )
        if user is None:
            raise InvalidTokenError
        return UserDTO.model_validate(user)


async def get_auth_gateway(repository: UserRepositoryDep) -> AuthGateway:
    """Give a route or a service the gateway of this process."""
    return LocalAuthGateway(repository, get_access_tokens(), get_auth_settings().batch_limit)


AuthGatewayDep = Annotated[AuthGateway, Depends(get_auth_gateway)]


async def get_current_user(token: BearerTokenDep, auth: AuthGatewayDep) -> UserDTO:
    """Give a route the user who sends the request; without one it is answered with 401."""
    return await auth.authenticate(token)


CurrentUser = Annotated[UserDTO, Depends(get_current_user)]

AUTHENTICATED = Guard(
    dependencies=(Depends(get_current_user),), responses=problems(UnauthorizedError.status)
)
