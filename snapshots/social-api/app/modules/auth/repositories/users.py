"""Reading and writing users."""

from typing import NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, select

from app.core.repository import Repository

from ..exceptions import UserAlreadyExistsError
from ..models import User
from ..schemas.records import UserCreate, UserUpdate


class SeenUser(NamedTuple):
    """A user who has been seen before."""

    id: UUID
    email: str | None
    is_active: bool


# Plain columns: every request with a token runs this, and an entity would cost twice as much.
_SEEN = select(User.id, User.email, User.is_active).where(
    User.issuer == bindparam("issuer"), User.subject == bindparam("subject")
)


class UserRepository(Repository[User, UserCreate, UserUpdate]):
    """The users."""

    model = User
    conflict = UserAlreadyExistsError

    async def get_seen(self, issuer: str, subject: str) -> SeenUser | None:
        """Return the user that this issuer calls so."""
        found = await self.session.execute(_SEEN, {"issuer": issuer, "subject": subject})
        row = found.one_or_none()
        return None if row is None else SeenUser(*row)

    async def add_if_new(self, data: UserCreate) -> User | None:
        """Write a user; return nothing if another request has just done so."""
        try:
            async with self.session.begin_nested():
                return await self.create(data)
        except UserAlreadyExistsError:
            return None
