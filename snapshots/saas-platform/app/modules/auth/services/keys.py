"""Issuing, replacing and revoking keys."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from app.core.db.session import UnitOfWork

from ..config import AuthSettings
from ..events import KeyIssued, KeyRevoked
from ..exceptions import KeyDoesNotExistError, KeyIsOverError, OwnKeyError, UnknownUserError
from ..models import ApiKey
from ..repositories.keys import KeyRepository
from ..repositories.users import UserRepository
from ..schemas.filters import KeyFilters
from ..schemas.records import KeyCreate
from ..schemas.requests import KeyIssueRequest, KeyRotateRequest
from ..scopes import join_scopes
from .minting import is_prefix, mint


@dataclass(frozen=True, slots=True)
class IssuedKey:
    """A new key: what is stored of it, and the key itself, which is not."""

    stored: ApiKey
    key: str


class KeyService:
    """Keeps the rules, and records what happened: it is published after the commit."""

    def __init__(
        self,
        uow: UnitOfWork,
        *,
        keys: KeyRepository,
        users: UserRepository,
        settings: AuthSettings,
        app_name: str,
    ) -> None:
        """Work in this unit of work; `app_name` is what new keys begin with."""
        self._uow = uow
        self._keys = keys
        self._users = users
        self._settings = settings
        self._app_name = app_name

    async def issue(self, request: KeyIssueRequest) -> IssuedKey:
        """Make a key for a user."""
        if await self._users.get(request.user_id) is None:
            raise UnknownUserError
        return await self._write(
            user_id=request.user_id,
            name=request.name,
            scopes=join_scopes(request.scopes),
            lifetime=self._settings.key_lifetime
            if request.days is None
            else timedelta(days=request.days),
        )

    async def get(self, key_id: UUID) -> ApiKey:
        """Return one key, whatever has become of it."""
        key = await self._keys.get(key_id)
        if key is None:
            raise KeyDoesNotExistError
        return key

    async def get_by_prefix(self, prefix: str) -> ApiKey:
        """Return the key that begins like this, whatever has become of it."""
        key = await self._keys.get_by_prefix(prefix) if is_prefix(prefix) else None
        if key is None:
            raise KeyDoesNotExistError
        return key

    async def list_with_users(self) -> Sequence[tuple[ApiKey, str]]:
        """Return all keys with the names of their users, the oldest first."""
        return await self._keys.list_with_users()

    async def list(self, params: KeyFilters) -> tuple[Sequence[ApiKey], int]:
        """Return a page of the keys that match, and the number of all that match."""
        return await self._keys.list(params, filters=params.filters(), sort=params.sort)

    async def rotate(
        self, key_id: UUID, request: KeyRotateRequest, *, by: UUID | None = None
    ) -> IssuedKey:
        """Make another key for the same user and the same use, to live as long as the old one was.

        The old one goes on working for a while, so that both are known until the new one is in
        place everywhere. A key is replaced once: what two administrators do at the same time would
        leave a key that nobody knows of. `by` is the key that asks: if it were to end at once and
        the answer got lost, nobody would be left to ask again.
        """
        old = await self.get(key_id)
        lifetime = old.expires_at - old.created_at
        now = datetime.now(UTC)
        overlap = (
            self._settings.rotation_overlap
            if request.hours is None
            else timedelta(hours=request.hours)
        )
        if key_id == by and not overlap:
            raise OwnKeyError
        if not await self._keys.replace(key_id, now=now, end=now + overlap):
            raise KeyIsOverError
        return await self._write(
            user_id=old.user_id, name=old.name, scopes=old.scopes, lifetime=lifetime
        )

    async def revoke(self, key_id: UUID, *, by: UUID | None = None) -> None:
        """End a key at once; one that has been revoked already is no error.

        `by` is the key that asks, which cannot end itself.
        """
        if key_id == by:
            raise OwnKeyError
        key = await self.get(key_id)
        if await self._keys.revoke(key_id, datetime.now(UTC)):
            self._uow.record(KeyRevoked(key_id=key_id, user_id=key.user_id))

    async def _write(
        self, *, user_id: UUID, name: str, scopes: str, lifetime: timedelta
    ) -> IssuedKey:
        minted = mint(self._app_name)
        stored = await self._keys.create(
            KeyCreate(
                user_id=user_id,
                name=name,
                prefix=minted.prefix,
                key_hash=minted.key_hash,
                scopes=scopes,
                expires_at=datetime.now(UTC) + lifetime,
            )
        )
        self._uow.record(KeyIssued(key_id=stored.id, user_id=user_id))
        return IssuedKey(stored, minted.key)
