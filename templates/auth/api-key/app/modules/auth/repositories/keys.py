"""Reading and writing keys: each change is one statement, and so decided in one moment."""

from datetime import datetime
from typing import Any, NamedTuple, cast
from uuid import UUID

from sqlalchemy import CursorResult, Executable, bindparam, case, or_, select, update

from app.core.repository import Repository

from ..models import ApiKey, User
from ..schemas.records import KeyCreate, KeyUpdate


class FoundKey(NamedTuple):
    """What is to be known of a key in order to let its user in."""

    id: UUID
    key_hash: str
    scopes: str
    last_used_at: datetime | None
    user_id: UUID
    user_name: str


# One type for all times: the database may keep them in another form than the application.
_TIME = ApiKey.expires_at.type
_NOW, _END, _BEFORE = (bindparam(name, type_=_TIME) for name in ("now", "end", "before"))

# Plain columns: every request with a key runs this, and entities would cost twice as much.
_LIVING = (
    select(ApiKey.id, ApiKey.key_hash, ApiKey.scopes, ApiKey.last_used_at, User.id, User.name)
    .join(User, User.id == ApiKey.user_id)
    .where(
        ApiKey.prefix == bindparam("prefix"),
        ApiKey.expires_at > _NOW,
        ApiKey.revoked_at.is_(None),
        User.is_active,
    )
)
_BY_PREFIX = select(ApiKey).where(ApiKey.prefix == bindparam("prefix"))
_WITH_USERS = (
    select(ApiKey, User.name)
    .join(User, User.id == ApiKey.user_id)
    .order_by(ApiKey.created_at, ApiKey.id)
)
_REPLACE = (
    update(ApiKey)
    .where(
        ApiKey.id == bindparam("key_id"),
        ApiKey.expires_at > _NOW,
        ApiKey.revoked_at.is_(None),
        ApiKey.replaced_at.is_(None),
    )
    .values(
        replaced_at=_NOW,
        expires_at=case((ApiKey.expires_at > _END, _END), else_=ApiKey.expires_at),
    )
    .execution_options(synchronize_session=False)
)
_REVOKE = (
    update(ApiKey)
    .where(ApiKey.id == bindparam("key_id"), ApiKey.revoked_at.is_(None))
    .values(revoked_at=_NOW)
    .execution_options(synchronize_session=False)
)
# `updated_at` is left alone: that a key was used does not change it.
_NOTE_USE = (
    update(ApiKey)
    .where(
        ApiKey.id == bindparam("key_id"),
        or_(ApiKey.last_used_at.is_(None), ApiKey.last_used_at < _BEFORE),
    )
    .values(last_used_at=_NOW, updated_at=ApiKey.updated_at)
    .execution_options(synchronize_session=False)
)


class KeyRepository(Repository[ApiKey, KeyCreate, KeyUpdate]):
    """The keys of all users."""

    model = ApiKey
    filterable = frozenset({"user_id"})
    sortable = frozenset({"created_at"})

    async def get_living(self, prefix: str, now: datetime) -> FoundKey | None:
        """Return a key that is neither revoked nor over, of a user who may call."""
        found = await self.session.execute(_LIVING, {"prefix": prefix, "now": now})
        row = found.one_or_none()
        return None if row is None else FoundKey(*row)

    async def get_by_prefix(self, prefix: str) -> ApiKey | None:
        """Return the key that begins like this, whatever has become of it."""
        return await self.session.scalar(_BY_PREFIX, {"prefix": prefix})

    async def list_with_users(self) -> list[tuple[ApiKey, str]]:
        """Return all keys with the names of their users, the oldest first."""
        found = await self.session.execute(_WITH_USERS)
        return [(key, name) for key, name in found]

    async def replace(self, key_id: UUID, *, now: datetime, end: datetime) -> bool:
        """Let a living key end at `end` at the latest; of two who try at once one succeeds."""
        return await self._change(_REPLACE, {"key_id": key_id, "now": now, "end": end})

    async def revoke(self, key_id: UUID, now: datetime) -> bool:
        """End a key at once; tell whether that was still needed."""
        return await self._change(_REVOKE, {"key_id": key_id, "now": now})

    async def note_use(self, key_id: UUID, *, now: datetime, before: datetime) -> None:
        """Write that a key is used now, unless it was noted after `before`."""
        await self._change(_NOTE_USE, {"key_id": key_id, "now": now, "before": before})

    async def _change(self, statement: Executable, values: dict[str, Any]) -> bool:
        changed = cast("CursorResult[Any]", await self.session.execute(statement, values))
        return changed.rowcount == 1
