"""Reading and writing wishes for new passwords."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from ..models import PasswordReset, User, UserSession

_OPEN = select(PasswordReset, User).where(
    PasswordReset.expires_at > bindparam("now"), User.id == PasswordReset.user_id, User.is_active
)
_OPEN_BY_ID = _OPEN.where(PasswordReset.id == bindparam("reset_id"))
_OPEN_BY_TOKEN = _OPEN.where(PasswordReset.token_hash == bindparam("token_hash"))
_COUNT_OPEN = select(func.count()).where(
    PasswordReset.user_id == bindparam("user"), PasswordReset.expires_at > bindparam("now")
)
_DELETE_EXPIRED = delete(PasswordReset).where(
    PasswordReset.user_id == bindparam("user"), PasswordReset.expires_at <= bindparam("now")
)
_DELETE_ALL = delete(PasswordReset).where(PasswordReset.user_id == bindparam("user"))
_END_SESSIONS = delete(UserSession).where(UserSession.user_id == bindparam("user"))


# Not FOR UPDATE: that would wait for resets being written, which hold a share of the user's key.
_BY_EMAIL = select(User).where(User.email == bindparam("email")).with_for_update(key_share=True)


class PasswordResetRepository:
    """The resets of all users."""

    def __init__(self, session: AsyncSession) -> None:
        """Work in this database session."""
        self._session = session

    async def lock_user(self, email: str) -> User | None:
        """Return the user with this e-mail, whom nobody else locks until the commit."""
        return await self._session.scalar(_BY_EMAIL, {"email": email})

    async def open(
        self, user_id: UUID, *, account_hash: str, expires_at: datetime
    ) -> PasswordReset:
        """Write a new reset, without a token."""
        opened = PasswordReset(user_id=user_id, account_hash=account_hash, expires_at=expires_at)
        self._session.add(opened)
        await self._session.flush()
        return opened

    async def get_open(self, reset_id: UUID, now: datetime) -> tuple[PasswordReset, User] | None:
        """Return the reset with this id, if its time is not over, and its user, if active."""
        found = await self._session.execute(_OPEN_BY_ID, {"reset_id": reset_id, "now": now})
        row = found.one_or_none()
        return None if row is None else (row[0], row[1])

    async def get_open_by_token(
        self, token_hash: str, now: datetime
    ) -> tuple[PasswordReset, User] | None:
        """Return the reset with this token, as `get_open` does."""
        found = await self._session.execute(_OPEN_BY_TOKEN, {"token_hash": token_hash, "now": now})
        row = found.one_or_none()
        return None if row is None else (row[0], row[1])

    async def set_token(self, reset: PasswordReset, token_hash: str) -> None:
        """Let this token be the one that the reset is good for."""
        reset.token_hash = token_hash
        await self._session.flush()

    async def count_open(self, user_id: UUID, now: datetime) -> int:
        """Return how many resets of this user there are whose time is not over."""
        counted = await self._session.scalar(_COUNT_OPEN, {"user": user_id, "now": now})
        return counted or 0

    async def delete_expired(self, user_id: UUID, now: datetime) -> None:
        """Remove the resets of this user whose time is over."""
        await self._session.execute(_DELETE_EXPIRED, {"user": user_id, "now": now})

    async def delete_all(self, user_id: UUID) -> None:
        """Remove the resets of this user, used or not."""
        await self._session.execute(_DELETE_ALL, {"user": user_id})

    async def end_sessions(self, user_id: UUID) -> None:
        """End every session of this user."""
        await self._session.execute(_END_SESSIONS, {"user": user_id})
