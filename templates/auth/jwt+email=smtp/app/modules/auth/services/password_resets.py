"""A new password for who has forgotten the old one, and reads the mails of the account."""

import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

import structlog

from app.core.db.session import UnitOfWork
from app.core.ids import new_id

from ..config import AuthSettings
from ..events import PasswordResetRequested, UserPasswordChanged
from ..exceptions import InvalidPasswordResetError
from ..models import User
from ..repositories.password_resets import PasswordResetRepository
from ..repositories.users import UserRepository
from ..schemas.password_resets import ResetPasswordRequest
from ..schemas.records import UserUpdate
from .passwords import PasswordHasher
from .throttle import Throttle
from .tokens import fingerprint

# Thirty-two bytes of chance make forty-three characters.
_TOKEN_BYTES = 32
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class IssuedReset:
    """What has to be in the mail, and where it goes."""

    email: str
    token: str


class PasswordResetService:
    """Gives tokens to those who read the mails of an account, and new passwords for tokens."""

    def __init__(
        self,
        uow: UnitOfWork,
        *,
        users: UserRepository,
        resets: PasswordResetRepository,
        hasher: PasswordHasher,
        throttle: Throttle,
        settings: AuthSettings,
    ) -> None:
        """Work in this unit of work, with these helpers."""
        self._uow = uow
        self._users = users
        self._resets = resets
        self._hasher = hasher
        self._throttle = throttle
        self._settings = settings

    async def request(self, email: str) -> None:
        """Let a mail be sent to this e-mail, if somebody active has it.

        Whether there is such a user shows neither here nor, as this runs behind the answer, in how
        long it takes. Those who ask again and again for somebody else get no further mail sent; the
        links in the mails that were sent stay good, so they take nothing from the user either.
        """
        # One request after the other: each counts the resets of those before.
        user = await self._resets.lock_user(email)
        now = datetime.now(UTC)
        # The same work for whoever is meant: many requests at once could feel the difference.
        user_id = new_id() if user is None else user.id
        await self._resets.delete_expired(user_id, now)
        open_resets = await self._resets.count_open(user_id, now)
        if user is None or not user.is_active:
            return
        if open_resets >= self._settings.password_resets_at_once:
            log.info("password_reset_withheld", user_id=str(user.id))
            return
        reset = await self._resets.open(
            user.id,
            account_hash=_account_hash(user),
            expires_at=now + self._settings.password_reset_lifetime,
        )
        self._uow.record(PasswordResetRequested(reset_id=reset.id, user_id=user.id))

    async def issue(self, reset_id: UUID) -> IssuedReset | None:
        """Return a new token for this reset, unless it is over; one that it had is void."""
        found = await self._resets.get_open(reset_id, datetime.now(UTC))
        if found is None:
            return None
        reset, user = found
        if reset.account_hash != _account_hash(user):
            return None
        token = secrets.token_urlsafe(_TOKEN_BYTES)
        await self._resets.set_token(reset, fingerprint(token))
        return IssuedReset(email=user.email, token=token)

    async def reset(self, request: ResetPasswordRequest, address: str) -> None:
        """Set a new password for a token; end all sessions, and void all tokens, of its user."""
        self._throttle.count_visit(address)
        token = request.token.get_secret_value()
        if not _TOKEN.fullmatch(token):
            raise InvalidPasswordResetError
        found = await self._resets.get_open_by_token(fingerprint(token), datetime.now(UTC))
        # Gives the connection back: passwords take long, and others need it in the meantime.
        await self._uow.session.commit()
        if found is None:
            raise InvalidPasswordResetError
        reset, user = found
        password_hash = await self._hasher.hash(request.new_password)
        # Of two that come with one token, the second waits here and then finds another password.
        if not await self._users.lock_if_unchanged(user):
            raise InvalidPasswordResetError
        if reset.account_hash != _account_hash(user):
            raise InvalidPasswordResetError
        await self._users.update(user, UserUpdate(password_hash=password_hash))
        await self._resets.delete_all(user.id)
        await self._resets.end_sessions(user.id)
        self._uow.record(UserPasswordChanged(user_id=user.id))


def _account_hash(user: User) -> str:
    """Return what changes with the e-mail and the password of a user, and shows neither."""
    return fingerprint(f"{user.email} {user.password_hash}")
