"""Reading and writing users."""

from sqlalchemy import bindparam, select

from app.core.repository import Repository

from ..exceptions import UserAlreadyExistsError
from ..models import User
from ..schemas.records import UserCreate, UserUpdate

_BY_NAME = select(User).where(User.name == bindparam("name"))


class UserRepository(Repository[User, UserCreate, UserUpdate]):
    """The users."""

    model = User
    filterable = frozenset({"name"})
    sortable = frozenset({"created_at"})
    conflict = UserAlreadyExistsError

    async def get_by_name(self, name: str) -> User | None:
        """Return the user with this name."""
        return await self.session.scalar(_BY_NAME, {"name": name})
