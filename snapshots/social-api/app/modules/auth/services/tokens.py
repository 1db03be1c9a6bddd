"""Access tokens of the issuer (RFC 9068, and what common issuers make of it)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import jwt

from ..config import AuthSettings
from ..exceptions import InvalidTokenError, NotConfiguredError
from .key_set import ALGORITHMS
from .keys import IssuerKeys

_CLAIMS = ("aud", "exp", "iss", "sub")
# What issuers say that an access token is; an ID token and a logout token may say `JWT` as well.
_TYPES = {"jwt", "at+jwt", "application/at+jwt"}
# What stands in an ID token or a logout token, and never in an access token. A nonce may stand in
# those of Keycloak before 25.
_CLAIMS_OF_OTHERS = {"at_hash", "c_hash", "events"}
_LONGEST_TOKEN = 16 * 1024
LONGEST_SUBJECT = 255
LONGEST_EMAIL = 254
# What a claim that cannot be trusted to be plain may do to whoever reads it.
_REFUSED = (jwt.PyJWTError, ArithmeticError, RecursionError, TypeError, ValueError)


@dataclass(frozen=True, slots=True)
class AccessClaims:
    """What a token says: who it is for, and what that one may do with it."""

    issuer: str
    subject: str
    email: str | None
    scopes: frozenset[str]


class AccessTokens:
    """Reads tokens, and believes those that the issuer has signed for this application."""

    def __init__(self, keys: IssuerKeys, settings: AuthSettings) -> None:
        """Verify with these keys."""
        self._keys = keys
        self._settings = settings

    async def read(self, token: str) -> AccessClaims:
        """Return what the token says; refuse it if it is not the issuer's, not for us, or not now.

        The head of a token decides which key is asked for, and refuses what calls itself something
        else than an access token: the issuer signs other tokens with the same keys.
        """
        issuer, audience = self._settings.issuer_url, self._settings.audience
        if not issuer or not audience:
            raise NotConfiguredError
        key = await self._keys.find(_key_id(token))
        try:
            payload = jwt.decode(
                token,
                key.key,
                algorithms=list(key.algorithms),
                issuer=issuer,
                audience=audience,
                leeway=self._settings.leeway_seconds,
                options={"require": list(_CLAIMS)},
            )
            if _CLAIMS_OF_OTHERS & payload.keys():
                raise InvalidTokenError
            return AccessClaims(
                issuer=issuer,
                subject=_text(payload["sub"], longest=LONGEST_SUBJECT),
                email=_email(payload),
                scopes=_scopes(payload),
            )
        except _REFUSED:
            raise InvalidTokenError from None


def _key_id(token: str) -> str | None:
    """Return the id of the key that a token names, if it could be one of the issuer's at all."""
    if len(token) > _LONGEST_TOKEN:
        raise InvalidTokenError
    try:
        head = jwt.get_unverified_header(token)
    except _REFUSED:
        raise InvalidTokenError from None
    if head.get("alg") not in ALGORITHMS:
        raise InvalidTokenError
    if str(head.get("typ", "JWT")).lower() not in _TYPES:
        raise InvalidTokenError
    key_id: str | None = head.get("kid")
    return key_id


def _text(value: Any, *, longest: int) -> str:
    """Return a text that can be stored."""
    if not isinstance(value, str) or not 0 < len(value) <= longest or "\x00" in value:
        raise ValueError("a text is required")
    value.encode()
    return value


def _email(payload: Mapping[str, Any]) -> str | None:
    """Return the e-mail, if the issuer has verified it; one that cannot be stored is none."""
    if payload.get("email_verified") is not True:
        return None
    try:
        return _text(payload.get("email"), longest=LONGEST_EMAIL)
    except ValueError:
        return None


def _scopes(payload: Mapping[str, Any]) -> frozenset[str]:
    """Return the scopes: `scope` of RFC 9068, or `scp` as Entra ID and Okta call it."""
    given = payload.get("scope", payload.get("scp"))
    names = given.split() if isinstance(given, str) else given
    return frozenset(name for name in names or () if isinstance(name, str))
