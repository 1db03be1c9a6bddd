"""Registering, signing in and out, and keeping signed in."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import structlog
from pydantic import MISSING, SecretStr

from app.core.db.session import UnitOfWork

from ..config import AuthSettings
from ..events import UserEmailChanged, UserPasswordChanged, UserRegistered
from ..exceptions import (
    InvalidCredentialsError,
    InvalidRefreshTokenError,
    InvalidTokenError,
    WrongPasswordError,
)
from ..models import User
from ..repositories.sessions import SessionRepository
from ..repositories.users import UserRepository
from ..schemas.records import UserCreate, UserUpdate
from ..schemas.requests import (
    ChangePasswordRequest,
    LoginRequest,
    RefreshTokenRequest,
    RegisterRequest,
    UpdateAccountRequest,
)
from .passwords import PasswordHasher
from .throttle import Throttle
from .tokens import AccessClaims, AccessTokens, family_of, fingerprint, new_refresh_token

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class IssuedTokens:
    """What a user needs in order to stay signed in."""

    access_token: str
    refresh_token: str
    expires_in: int


class AuthService:
    """Makes users, and sessions for them."""

    def __init__(
        self,
        uow: UnitOfWork,
        *,
        users: UserRepository,
        sessions: SessionRepository,
        hasher: PasswordHasher,
        tokens: AccessTokens,
        throttle: Throttle,
        settings: AuthSettings,
    ) -> None:
        """Work in this unit of work, with these helpers."""
        self._uow = uow
        self._users = users
        self._sessions = sessions
        self._hasher = hasher
        self._tokens = tokens
        self._throttle = throttle
        self._settings = settings

    async def register(self, request: RegisterRequest, address: str) -> User:
        """Make a user; raise `UserAlreadyExistsError` if the e-mail has one already.

        That error tells whether somebody has an account here. The only way not to tell is to say
        "look into your mail" to everybody, which needs mail, and leaves who mistypes an address
        without an answer. What remains is to slow down whoever asks for many addresses, and not to
        tell it anywhere else.
        """
        self._throttle.count_visit(address)
        password_hash = await self._hasher.hash(request.password)
        user = await self._users.create(
            UserCreate(email=request.email, password_hash=password_hash)
        )
        self._uow.record(UserRegistered(user_id=user.id))
        return user

    async def login(self, request: LoginRequest, address: str) -> IssuedTokens:
        """Open a session for the user with this e-mail and this password.

        An unknown e-mail, a wrong password and a user who may not sign in get the same answer, for
        the same amount of work.
        """
        self._throttle.count_visit(address)
        self._throttle.count_guess(address, request.email)
        user = await self._users.get_by_email(request.email)
        # Gives the connection back: passwords take long, and others need it in the meantime.
        await self._uow.session.commit()
        if user is None:
            await self._hasher.hash(request.password)
            raise InvalidCredentialsError
        is_right, new_hash = await self._hasher.verify(request.password, user.password_hash)
        if not is_right or not await self._users.lock_if_unchanged(user):
            raise InvalidCredentialsError
        if new_hash is not None:
            await self._users.update(user, UserUpdate(password_hash=new_hash))
        return await self._open_session(user.id)

    async def refresh(self, request: RefreshTokenRequest) -> IssuedTokens:
        """Replace a refresh token; each is good for one time only.

        A token that comes back has been copied. Nobody can say which of the two is the thief, so
        the whole family is revoked, and the user has to sign in again.
        """
        old_token = request.refresh_token.get_secret_value()
        family_id = family_of(old_token)
        new_token = new_refresh_token(family_id)
        session = await self._sessions.rotate(
            family_id,
            old_hash=fingerprint(old_token),
            new_hash=fingerprint(new_token),
            now=datetime.now(UTC),
        )
        if session is None:
            await self._revoke_for_good(family_id, old_token)
            raise InvalidRefreshTokenError
        return self._issue(session.user_id, session.id, new_token)

    async def logout(self, request: RefreshTokenRequest) -> None:
        """End the session of this refresh token; one that is over already is no error."""
        try:
            family_id = family_of(request.refresh_token.get_secret_value())
        except InvalidRefreshTokenError:
            return
        await self._sessions.revoke_family(family_id)

    async def change_password(self, request: ChangePasswordRequest, access_token: str) -> None:
        """Give the user of this token another password, and end all sessions but this one."""
        claims = self._tokens.read(access_token)
        user = await self._confirm(claims.user_id, request.current_password)
        password_hash = await self._hasher.hash(request.new_password)
        if not await self._users.lock_if_unchanged(user):
            raise WrongPasswordError
        await self._users.update(user, UserUpdate(password_hash=password_hash))
        await self._sessions.revoke_others(user.id, kept=claims.session_id)
        self._uow.record(UserPasswordChanged(user_id=user.id))

    async def update_account(self, request: UpdateAccountRequest, user_id: UUID) -> User:
        """Change what was given; raise `UserAlreadyExistsError` if the e-mail is someone else's.

        The password is asked for: who has found an open session must not be able to keep it.
        """
        user = await self._confirm(user_id, request.current_password)
        if request.email is MISSING:
            return user
        if not await self._users.lock_if_unchanged(user):
            raise WrongPasswordError
        former_email = user.email
        if request.email != former_email:
            await self._users.update(user, UserUpdate(email=request.email))
            self._uow.record(UserEmailChanged(user_id=user.id, former_email=former_email))
        return user

    async def _confirm(self, user_id: UUID, password: SecretStr) -> User:
        """Return the user with this id and this password."""
        user = await self._users.get(user_id)
        if user is None:
            raise InvalidTokenError
        self._throttle.count_guess("", user.email)
        # Gives the connection back: passwords take long, and others need it in the meantime.
        await self._uow.session.commit()
        is_right, _ = await self._hasher.verify(password, user.password_hash)
        if not is_right:
            raise WrongPasswordError
        return user

    async def _open_session(self, user_id: UUID) -> IssuedTokens:
        now = datetime.now(UTC)
        await self._sessions.delete_expired(user_id, now)
        family_id = uuid4()
        refresh_token = new_refresh_token(family_id)
        session = await self._sessions.open(
            user_id=user_id,
            family_id=family_id,
            token_hash=fingerprint(refresh_token),
            expires_at=now + self._settings.refresh_token_lifetime,
        )
        return self._issue(user_id, session.id, refresh_token)

    def _issue(self, user_id: UUID, session_id: UUID, refresh_token: str) -> IssuedTokens:
        return IssuedTokens(
            access_token=self._tokens.issue(AccessClaims(user_id, session_id)),
            refresh_token=refresh_token,
            expires_in=self._settings.access_token_lifetime // timedelta(seconds=1),
        )

    async def _revoke_for_good(self, family_id: UUID, refused_token: str) -> None:
        revoked = await self._sessions.revoke_family(family_id)
        # The error that follows rolls back whatever has not been committed by then.
        await self._uow.session.commit()
        if revoked is not None and revoked.token_hash != fingerprint(refused_token):
            log.warning("refresh_token_reused", user_id=str(revoked.user_id))
