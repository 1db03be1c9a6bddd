"""Reading and writing users."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, select

from app.core.repository import Repository

from ..exceptions import UserAlreadyExistsError
from ..models import User, UserSession
from ..schemas.records import UserCreate, UserUpdate


class ActiveUser(NamedTuple):
    """A user who is signed in."""

    id: UUID
    email: str
    is_active: bool


_BY_EMAIL = select(User).where(User.email == bindparam("email"))

# Plain columns: every request with a token runs this, and an entity would cost twice as much.
_SIGNED_IN = (
    select(User.id, User.email, User.is_active)
    .join(UserSession, UserSession.user_id == User.id)
    .where(
        UserSession.id == bindparam("session_id"),
        UserSession.expires_at > bindparam("now"),
        User.id == bindparam("user_id"),
        User.is_active,
    )
)

# Not FOR UPDATE: that would wait for sessions being opened, which hold a share of the user's key.
_IF_UNCHANGED = (
    select(User)
    .where(
        User.id == bindparam("user_id"),
        User.password_hash == bindparam("password_hash"),
        User.is_active,
    )
    .with_for_update(key_share=True)
    .execution_options(populate_existing=True)
)


class UserRepository(Repository[User, UserCreate, UserUpdate]):
    """The users."""

    model = User
    conflict = UserAlreadyExistsError

    async def get_by_email(self, email: str) -> User | None:
        """Return the user with this e-mail, which must be in lower case."""
        return await self.session.scalar(_BY_EMAIL, {"email": email})

    async def get_signed_in(
        self, user_id: UUID, session_id: UUID, now: datetime
    ) -> ActiveUser | None:
        """Return an active user whose session is neither revoked nor over."""
        found = await self.session.execute(
            _SIGNED_IN, {"user_id": user_id, "session_id": session_id, "now": now}
        )
        row = found.one_or_none()
        return None if row is None else ActiveUser(*row)

    async def lock_if_unchanged(self, user: User) -> User | None:
        """Keep others from changing this user until the commit, unless somebody has already.

        Verifying a password takes long. In the meantime it may have been changed, and what the old
        one opens then would outlive it.
        """
        return await self.session.scalar(
            _IF_UNCHANGED, {"user_id": user.id, "password_hash": user.password_hash}
        )
