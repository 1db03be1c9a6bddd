"""Those who can hold keys."""

from collections.abc import Sequence
from uuid import UUID

from app.core.db.session import UnitOfWork

from ..events import UserRegistered
from ..exceptions import OwnKeyError, UserDoesNotExistError
from ..models import User
from ..repositories.users import UserRepository
from ..schemas.filters import UserFilters
from ..schemas.records import UserCreate, UserUpdate
from ..schemas.requests import UserCreateRequest, UserUpdateRequest


class UserService:
    """Makes users, and decides whether they may call."""

    def __init__(self, uow: UnitOfWork, users: UserRepository) -> None:
        """Work in one unit of work."""
        self._uow = uow
        self._users = users

    async def create(self, request: UserCreateRequest) -> User:
        """Make a user; raise `UserAlreadyExistsError` if the name is taken."""
        user = await self._users.create(UserCreate(name=request.name))
        self._uow.record(UserRegistered(user_id=user.id))
        return user

    async def get(self, user_id: UUID) -> User:
        """Return one user."""
        user = await self._users.get(user_id)
        if user is None:
            raise UserDoesNotExistError
        return user

    async def get_or_create(self, name: str) -> User:
        """Return the user with this name, who is made if there is none."""
        request = UserCreateRequest(name=name)
        return await self._users.get_by_name(request.name) or await self.create(request)

    async def list(self, params: UserFilters) -> tuple[Sequence[User], int]:
        """Return a page of the users that match, and the number of all that match."""
        return await self._users.list(params, filters=params.filters(), sort=params.sort)

    async def update(self, user_id: UUID, request: UserUpdateRequest, *, by: UUID) -> User:
        """Change what is given; the keys of a user who is not active work no longer.

        `by` is the user who asks, and cannot shut out itself.
        """
        if user_id == by and request.is_active is False:
            raise OwnKeyError
        user = await self.get(user_id)
        return await self._users.update(
            user, UserUpdate.model_validate(request.model_dump(exclude_unset=True))
        )
