"""The door of this module: all that others may use of it, besides its events.

Everything here could be a call to another process: plain data goes in and comes out. Others depend
on `AuthGateway`, on `CurrentUser` where a request has to come from somebody, and on `require` where
its key has to be good for something.
"""

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Annotated, Protocol
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel, ConfigDict

from app.core.db.session import Database
from app.core.errors import ForbiddenError, UnauthorizedError, problems
from app.core.routers import Guard

from .config import get_auth_settings
from .dependencies.repositories import KeyRepositoryDep, UserRepositoryDep
from .dependencies.security import KeyDep, KeyUse, KeyUseDep
from .dependencies.services import (
    KeyServiceDep,
    UserServiceDep,
    get_key_service,
    get_user_service,
)
from .exceptions import (
    InvalidKeyError,
    KeyDoesNotExistError,
    KeyIsOverError,
    MissingKeyError,
    MissingScopeError,
    UserBatchTooLargeError,
)
from .repositories.keys import KeyRepository
from .repositories.users import UserRepository
from .schemas.requests import KeyIssueRequest, KeyRotateRequest
from .scopes import Scope, split_scopes
from .services.keys import IssuedKey, KeyService
from .services.minting import belongs_to, prefix_of
from .services.users import UserService

__all__ = [
    "AUTHENTICATED",
    "AuthGateway",
    "AuthGatewayDep",
    "CallerDTO",
    "CurrentCaller",
    "CurrentUser",
    "InvalidKeyError",
    "IssuedKeyDTO",
    "KeyAdministration",
    "KeyAdministrationDep",
    "KeyDTO",
    "KeyDoesNotExistError",
    "KeyIsOverError",
    "LocalAuthGateway",
    "LocalKeyAdministration",
    "MissingKeyError",
    "MissingScopeError",
    "Scope",
    "UserBatchTooLargeError",
    "UserDTO",
    "get_auth_gateway",
    "get_current_caller",
    "get_current_user",
    "get_key_administration",
    "open_key_administration",
    "require",
]


class UserDTO(BaseModel):
    """A user, as other modules see one."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    id: UUID
    name: str
    is_active: bool


class CallerDTO(BaseModel):
    """Who calls, with which key, and what for that key is good."""

    model_config = ConfigDict(frozen=True)

    user: UserDTO
    key_id: UUID
    scopes: frozenset[Scope]

    def may(self, scope: Scope) -> bool:
        """Tell whether the key is good for this."""
        return scope in self.scopes or Scope.ADMIN in self.scopes


class KeyDTO(BaseModel):
    """A key, without what must stay secret."""

    model_config = ConfigDict(frozen=True)

    prefix: str
    user: str
    name: str
    scopes: tuple[Scope, ...]
    expires_at: datetime
    revoked_at: datetime | None
    last_used_at: datetime | None


class IssuedKeyDTO(BaseModel):
    """A new key, for the only time that it can be seen."""

    model_config = ConfigDict(frozen=True)

    key: str
    prefix: str
    expires_at: datetime


class AuthGateway(Protocol):
    """What other modules may ask of this one."""

    async def get_user(self, user_id: UUID) -> UserDTO | None:
        """Return the user with this id, active or not, if there is one."""

    async def get_users_by_ids(self, user_ids: Sequence[UUID]) -> dict[UUID, UserDTO]:
        """Return those of these users that exist, in one query.

        Raise `UserBatchTooLargeError` for more ids than `AUTH_BATCH_LIMIT`.
        """

    async def authenticate(self, key: str) -> CallerDTO:
        """Return who calls with this key; raise `InvalidKeyError` for nobody."""


class LocalAuthGateway:
    """The gateway of a module that runs in the same process."""

    def __init__(
        self, users: UserRepository, keys: KeyRepository, use: KeyUse, batch_limit: int
    ) -> None:
        """Answer from these repositories, and refuse more ids at once than `batch_limit`."""
        self._users = users
        self._keys = keys
        self._use = use
        self._batch_limit = batch_limit

    async def get_user(self, user_id: UUID) -> UserDTO | None:
        """Return the user with this id, active or not, if there is one."""
        user = await self._users.get(user_id)
        return None if user is None else UserDTO.model_validate(user)

    async def get_users_by_ids(self, user_ids: Sequence[UUID]) -> dict[UUID, UserDTO]:
        """Return those of these users that exist, by id, with one query."""
        if len(user_ids) > self._batch_limit:
            raise UserBatchTooLargeError
        users = await self._users.get_many(user_ids)
        return {user.id: UserDTO.model_validate(user) for user in users}

    async def authenticate(self, key: str) -> CallerDTO:
        """Return the user of this key, if both may call.

        It is one read, so that revoking a key takes effect at once. The hash is compared whether
        there is a key with this beginning or not.
        """
        prefix = prefix_of(key)
        if prefix is None:
            raise InvalidKeyError
        found = await self._keys.get_living(prefix, datetime.now(UTC))
        is_right = belongs_to(key, None if found is None else found.key_hash)
        if found is None or not is_right:
            raise InvalidKeyError
        self._use.remember(found.id, found.last_used_at)
        return CallerDTO(
            user=UserDTO(id=found.user_id, name=found.user_name, is_active=True),
            key_id=found.id,
            scopes=frozenset(split_scopes(found.scopes)),
        )


async def get_auth_gateway(
    users: UserRepositoryDep, keys: KeyRepositoryDep, use: KeyUseDep
) -> AuthGateway:
    """Give a route or a service the gateway of this process."""
    return LocalAuthGateway(users, keys, use, get_auth_settings().batch_limit)


AuthGatewayDep = Annotated[AuthGateway, Depends(get_auth_gateway)]


async def get_current_caller(key: KeyDep, auth: AuthGatewayDep) -> CallerDTO:
    """Give a route the user and the key of the request; without one it is answered with 401."""
    return await auth.authenticate(key)


CurrentCaller = Annotated[CallerDTO, Depends(get_current_caller)]


async def get_current_user(caller: CurrentCaller) -> UserDTO:
    """Give a route the user who sends the request; without one it is answered with 401."""
    return caller.user


CurrentUser = Annotated[UserDTO, Depends(get_current_user)]

# Any key that works, whatever it is good for.
AUTHENTICATED = Guard(
    dependencies=(Depends(get_current_caller),), responses=problems(UnauthorizedError.status)
)


def require(scope: Scope) -> Guard:
    """Return the guard that lets keys with this scope pass; others are answered with 403."""

    async def check(caller: CurrentCaller) -> None:
        if not caller.may(scope):
            raise MissingScopeError(f"the key lacks the scope `{scope}`")

    return Guard(
        dependencies=(Depends(check),),
        responses=problems(UnauthorizedError.status, ForbiddenError.status),
    )


class KeyAdministration(Protocol):
    """What the commands of the project, and modules that give others access, may do with keys."""

    async def issue_key(
        self, user: str, *, name: str, scopes: Sequence[Scope], days: int | None = None
    ) -> IssuedKeyDTO:
        """Make a key for the user with this name, who is made if there is none."""

    async def list_keys(self) -> list[KeyDTO]:
        """Return all keys, the oldest first."""

    async def rotate_key(self, prefix: str, *, hours: int | None = None) -> IssuedKeyDTO:
        """Make another key in place of one, which goes on working for so many hours.

        Raise `KeyDoesNotExistError` or `KeyIsOverError`.
        """

    async def revoke_key(self, prefix: str) -> None:
        """End a key at once; raise `KeyDoesNotExistError` if there is none like this."""


class LocalKeyAdministration:
    """The administration of a module that runs in the same process."""

    def __init__(self, keys: KeyService, users: UserService) -> None:
        """Work with these services."""
        self._keys = keys
        self._users = users

    async def issue_key(
        self, user: str, *, name: str, scopes: Sequence[Scope], days: int | None = None
    ) -> IssuedKeyDTO:
        """Make a key for the user with this name, who is made if there is none."""
        owner = await self._users.get_or_create(user)
        issued = await self._keys.issue(
            KeyIssueRequest(user_id=owner.id, name=name, scopes=list(scopes), days=days)
        )
        return _shown(issued)

    async def list_keys(self) -> list[KeyDTO]:
        """Return all keys, the oldest first."""
        return [
            KeyDTO(
                prefix=key.prefix,
                user=user,
                name=key.name,
                scopes=tuple(split_scopes(key.scopes)),
                expires_at=key.expires_at,
                revoked_at=key.revoked_at,
                last_used_at=key.last_used_at,
            )
            for key, user in await self._keys.list_with_users()
        ]

    async def rotate_key(self, prefix: str, *, hours: int | None = None) -> IssuedKeyDTO:
        """Make another key in place of the one that begins like this."""
        old = await self._keys.get_by_prefix(prefix)
        return _shown(await self._keys.rotate(old.id, KeyRotateRequest(hours=hours)))

    async def revoke_key(self, prefix: str) -> None:
        """End the key that begins like this."""
        key = await self._keys.get_by_prefix(prefix)
        await self._keys.revoke(key.id)


def _shown(issued: IssuedKey) -> IssuedKeyDTO:
    return IssuedKeyDTO(
        key=issued.key, prefix=issued.stored.prefix, expires_at=issued.stored.expires_at
    )


async def get_key_administration(keys: KeyServiceDep, users: UserServiceDep) -> KeyAdministration:
    """Give a route or a service what administers the keys of this process."""
    return LocalKeyAdministration(keys, users)


KeyAdministrationDep = Annotated[KeyAdministration, Depends(get_key_administration)]


@asynccontextmanager
async def open_key_administration(database_url: str) -> AsyncGenerator[KeyAdministration]:
    """Administer keys outside of a request; a clean exit commits.

    The listeners of this process are not told: it is another one that serves.
    """
    database = Database.connect(database_url)
    try:
        async with database.unit_of_work() as uow:
            users, keys = UserRepository(uow.session), KeyRepository(uow.session)
            yield LocalKeyAdministration(
                await get_key_service(uow, keys, users), await get_user_service(uow, users)
            )
    finally:
        await database.dispose()
