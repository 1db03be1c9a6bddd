"""Those who have been seen."""

from app.core.db.session import UnitOfWork

from ..events import UserEmailChanged, UserRegistered
from ..exceptions import InvalidTokenError
from ..repositories.users import SeenUser, UserRepository
from ..schemas.records import UserCreate, UserUpdate
from .tokens import AccessClaims


class UserService:
    """Knows the subjects of the issuer by ids of its own."""

    def __init__(self, uow: UnitOfWork, users: UserRepository) -> None:
        """Work in one unit of work."""
        self._uow = uow
        self._users = users

    async def see(self, claims: AccessClaims) -> SeenUser:
        """Return the user whom the token is for, who is made at the first time.

        Raise `InvalidTokenError` for one who is not active.
        """
        seen = await self._users.get_seen(claims.issuer, claims.subject)
        if seen is None:
            seen = await self._meet(claims)
        if not seen.is_active:
            raise InvalidTokenError
        if claims.email is not None and claims.email != seen.email:
            return await self._change_email(seen, claims.email)
        return seen

    async def _meet(self, claims: AccessClaims) -> SeenUser:
        new = UserCreate(issuer=claims.issuer, subject=claims.subject, email=claims.email)
        user = await self._users.add_if_new(new)
        if user is not None:
            self._uow.record(UserRegistered(user_id=user.id))
            return SeenUser(user.id, user.email, user.is_active)
        # Two first requests at a time: the other one was faster.
        seen = await self._users.get_seen(claims.issuer, claims.subject)
        if seen is None:
            raise InvalidTokenError
        return seen

    async def _change_email(self, seen: SeenUser, email: str) -> SeenUser:
        user = await self._users.get(seen.id)
        if user is not None:
            await self._users.update(user, UserUpdate(email=email))
            self._uow.record(UserEmailChanged(user_id=seen.id, former_email=seen.email))
        return seen._replace(email=email)
