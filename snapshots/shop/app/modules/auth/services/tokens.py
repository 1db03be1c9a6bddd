"""Tokens: signed access tokens (JWT), and opaque refresh tokens that are stored as hashes."""

import hashlib
import re
import secrets
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from uuid import UUID

import jwt

from ..config import AuthSettings, get_auth_settings
from ..exceptions import InvalidRefreshTokenError, InvalidTokenError

_ALGORITHM = "HS256"
_TYPE = "access"
_CLAIMS = ("aud", "exp", "iat", "iss", "sid", "sub", "typ")
# By how much the clock of a process may be behind that of the one that has signed.
_LEEWAY = timedelta(seconds=10)
_REFUSALS = (jwt.PyJWTError, ValueError)

# Sixteen bytes of family and thirty-two of chance make sixty-four characters without padding.
_CHANCE_BYTES = 32
_REFRESH_TOKEN = re.compile(r"[A-Za-z0-9_-]{64}")


@dataclass(frozen=True, slots=True)
class AccessClaims:
    """What an access token says: who, and signed in where."""

    user_id: UUID
    session_id: UUID


class AccessTokens:
    """Signs access tokens, and reads those that it has signed."""

    def __init__(self, settings: AuthSettings) -> None:
        """Take the key, the names and the lifetime from the settings."""
        self._key = settings.secret_key.get_secret_value()
        self._issuer = settings.issuer
        self._audience = settings.audience
        self._lifetime = settings.access_token_lifetime

    def issue(self, claims: AccessClaims) -> str:
        """Return a token that is good from now on."""
        now = datetime.now(UTC)
        payload = {
            "iss": self._issuer,
            "aud": self._audience,
            "typ": _TYPE,
            "sub": str(claims.user_id),
            "sid": str(claims.session_id),
            "iat": now,
            "exp": now + self._lifetime,
        }
        return jwt.encode(payload, self._key, algorithm=_ALGORITHM)

    def read(self, token: str) -> AccessClaims:
        """Return what the token says; refuse it if it is not ours, not for us, or too old."""
        try:
            payload = jwt.decode(
                token,
                self._key,
                algorithms=[_ALGORITHM],
                issuer=self._issuer,
                audience=self._audience,
                leeway=_LEEWAY,
                options={"require": list(_CLAIMS)},
            )
            claims = AccessClaims(UUID(payload["sub"]), UUID(str(payload["sid"])))
        except _REFUSALS:
            raise InvalidTokenError from None
        # Whoever is late may come with a refresh token: the end needs no leeway.
        if payload["typ"] != _TYPE or int(payload["exp"]) <= time.time():
            raise InvalidTokenError
        return claims


@lru_cache
def get_access_tokens() -> AccessTokens:
    """Return the tokens of this process."""
    return AccessTokens(get_auth_settings())


def new_refresh_token(family_id: UUID) -> str:
    """Return a token of this family that nobody can guess."""
    return urlsafe_b64encode(family_id.bytes + secrets.token_bytes(_CHANCE_BYTES)).decode()


def family_of(refresh_token: str) -> UUID:
    """Return the family that a refresh token names; refuse a text that is no such token."""
    if not _REFRESH_TOKEN.fullmatch(refresh_token):
        raise InvalidRefreshTokenError
    return UUID(bytes=urlsafe_b64decode(refresh_token)[:-_CHANCE_BYTES])


def fingerprint(refresh_token: str) -> str:
    """Return the SHA-256 of a refresh token.

    It needs neither a salt nor a slow hash: there is nothing to guess in thirty-two random bytes.
    """
    return hashlib.sha256(refresh_token.encode()).hexdigest()
