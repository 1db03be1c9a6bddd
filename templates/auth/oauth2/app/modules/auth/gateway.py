"""The door of this module: all that others may use of it, besides its events.

Everything here could be a call to another process: plain data goes in and comes out. Others depend
on `AuthGateway`, on `CurrentUser` where a request has to come from somebody, and on
`require_scopes` where its token has to be good for something.
"""

from collections.abc import Sequence
from typing import Annotated, Protocol
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel, ConfigDict

from app.core.errors import (
    ForbiddenError,
    ServiceUnavailableError,
    UnauthorizedError,
    problems,
)
from app.core.routers import Guard

from .config import get_auth_settings
from .dependencies.repositories import UserRepositoryDep
from .dependencies.security import BearerTokenDep
from .dependencies.services import AccessTokensDep, UserServiceDep
from .exceptions import (
    InvalidTokenError,
    IssuerUnavailableError,
    MissingScopeError,
    MissingTokenError,
    NotConfiguredError,
    UserBatchTooLargeError,
)
from .repositories.users import UserRepository
from .services.issuer import Issuer
from .services.tokens import AccessTokens
from .services.users import UserService

__all__ = [
    "AUTHENTICATED",
    "AuthGateway",
    "AuthGatewayDep",
    "CallerDTO",
    "CurrentCaller",
    "CurrentUser",
    "InvalidTokenError",
    "IssuerUnavailableError",
    "LocalAuthGateway",
    "MissingScopeError",
    "MissingTokenError",
    "NotConfiguredError",
    "UserBatchTooLargeError",
    "UserDTO",
    "get_auth_gateway",
    "get_current_caller",
    "get_current_user",
    "look",
    "require_scopes",
]


class UserDTO(BaseModel):
    """A user, as other modules see one."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    id: UUID
    email: str | None
    is_active: bool


class CallerDTO(BaseModel):
    """Who calls, and what the token is good for."""

    model_config = ConfigDict(frozen=True)

    user: UserDTO
    scopes: frozenset[str]


class AuthGateway(Protocol):
    """What other modules may ask of this one."""

    async def get_user(self, user_id: UUID) -> UserDTO | None:
        """Return the user with this id, active or not, if there is one."""

    async def get_users_by_ids(self, user_ids: Sequence[UUID]) -> dict[UUID, UserDTO]:
        """Return those of these users that exist, in one query.

        Raise `UserBatchTooLargeError` for more ids than `AUTH_BATCH_LIMIT`.
        """

    async def authenticate(self, access_token: str) -> CallerDTO:
        """Return who calls with this token; raise `InvalidTokenError` for nobody."""


class LocalAuthGateway:
    """The gateway of a module that runs in the same process."""

    def __init__(
        self, repository: UserRepository, users: UserService, tokens: AccessTokens, batch_limit: int
    ) -> None:
        """Answer from this repository, and refuse more ids at once than `batch_limit`."""
        self._repository = repository
        self._users = users
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

    async def authenticate(self, access_token: str) -> CallerDTO:
        """Return the user whom the token is for, who is made at the first time.

        The issuer may have to be asked; no connection to the database is held meanwhile.
        """
        claims = await self._tokens.read(access_token)
        seen = await self._users.see(claims)
        return CallerDTO(user=UserDTO.model_validate(seen), scopes=claims.scopes)


async def get_auth_gateway(
    repository: UserRepositoryDep, users: UserServiceDep, tokens: AccessTokensDep
) -> AuthGateway:
    """Give a route or a service the gateway of this process."""
    return LocalAuthGateway(repository, users, tokens, get_auth_settings().batch_limit)


AuthGatewayDep = Annotated[AuthGateway, Depends(get_auth_gateway)]


async def get_current_caller(token: BearerTokenDep, auth: AuthGatewayDep) -> CallerDTO:
    """Give a route the user and the scopes of the request; without them it is answered with 401."""
    return await auth.authenticate(token)


CurrentCaller = Annotated[CallerDTO, Depends(get_current_caller)]


async def get_current_user(caller: CurrentCaller) -> UserDTO:
    """Give a route the user who sends the request; without one it is answered with 401."""
    return caller.user


CurrentUser = Annotated[UserDTO, Depends(get_current_user)]

# Any token that is good, whatever for.
AUTHENTICATED = Guard(
    dependencies=(Depends(get_current_caller),),
    responses=problems(UnauthorizedError.status, ServiceUnavailableError.status),
)


def require_scopes(*scopes: str) -> Guard:
    """Return the guard that lets tokens with all of these scopes pass; others get 403."""

    async def check(caller: CurrentCaller) -> None:
        if not caller.scopes.issuperset(scopes):
            raise MissingScopeError(" ".join(scopes))

    return Guard(
        dependencies=(Depends(check),),
        responses=problems(
            UnauthorizedError.status, ForbiddenError.status, ServiceUnavailableError.status
        ),
    )


async def look() -> str:
    """Return, for `manage smoke`, that the issuer tells its keys; raise if it does not."""
    url = get_auth_settings().issuer_url
    if url is None:
        return "not configured: every token is refused"
    keys = await Issuer(url).fetch_keys()
    return f"keys from {url}: {len(keys)}"
