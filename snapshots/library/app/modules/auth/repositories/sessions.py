"""Reading and writing sessions: each method is one statement, or holds a lock between two."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from ..models import User, UserSession


class RotatedSession(NamedTuple):
    """The session whose refresh token has just been replaced."""

    id: UUID
    user_id: UUID


class RevokedSession(NamedTuple):
    """What there was to know of a session that is gone."""

    user_id: UUID
    token_hash: str


_LOCK_NEWEST = (
    select(UserSession.id, UserSession.user_id)
    .where(
        UserSession.family_id == bindparam("family"),
        UserSession.token_hash == bindparam("old_hash"),
        UserSession.expires_at > bindparam("now"),
        exists().where(User.id == UserSession.user_id, User.is_active),
    )
    .with_for_update()
)
_ROTATE = (
    update(UserSession)
    .where(UserSession.id == bindparam("session"))
    .values(token_hash=bindparam("new_hash"))
    .execution_options(synchronize_session=False)
)
_LOCK_FAMILY = (
    select(UserSession.user_id, UserSession.token_hash)
    .where(UserSession.family_id == bindparam("family"))
    .with_for_update()
)
_REVOKE_FAMILY = (
    delete(UserSession)
    .where(UserSession.family_id == bindparam("family"))
    .execution_options(synchronize_session=False)
)
_REVOKE_OTHERS = (
    delete(UserSession)
    .where(UserSession.user_id == bindparam("user"), UserSession.id != bindparam("kept"))
    .execution_options(synchronize_session=False)
)
_DELETE_EXPIRED = (
    delete(UserSession)
    .where(UserSession.user_id == bindparam("user"), UserSession.expires_at <= bindparam("now"))
    .execution_options(synchronize_session=False)
)


class SessionRepository:
    """The sessions of all users."""

    def __init__(self, session: AsyncSession) -> None:
        """Work in this database session."""
        self._session = session

    async def open(
        self, *, user_id: UUID, family_id: UUID, token_hash: str, expires_at: datetime
    ) -> UserSession:
        """Write a new session."""
        opened = UserSession(
            user_id=user_id, family_id=family_id, token_hash=token_hash, expires_at=expires_at
        )
        self._session.add(opened)
        await self._session.flush()
        return opened

    async def rotate(
        self, family_id: UUID, *, old_hash: str, new_hash: str, now: datetime
    ) -> RotatedSession | None:
        """Put the new hash in place of the old one, if that is the newest of a living session.

        Of two that try at once the second waits for the first and then finds another hash.
        """
        found = await self._session.execute(
            _LOCK_NEWEST, {"family": family_id, "old_hash": old_hash, "now": now}
        )
        row = found.one_or_none()
        if row is None:
            return None
        rotated = RotatedSession(*row)
        await self._session.execute(_ROTATE, {"session": rotated.id, "new_hash": new_hash})
        return rotated

    async def revoke_family(self, family_id: UUID) -> RevokedSession | None:
        """End the session of this family, and with it each of its tokens."""
        found = await self._session.execute(_LOCK_FAMILY, {"family": family_id})
        row = found.one_or_none()
        if row is None:
            return None
        await self._session.execute(_REVOKE_FAMILY, {"family": family_id})
        return RevokedSession(*row)

    async def revoke_others(self, user_id: UUID, kept: UUID) -> None:
        """End every session of this user but one."""
        await self._session.execute(_REVOKE_OTHERS, {"user": user_id, "kept": kept})

    async def delete_expired(self, user_id: UUID, now: datetime) -> None:
        """Remove what is left of sessions of this user that are over."""
        await self._session.execute(_DELETE_EXPIRED, {"user": user_id, "now": now})
