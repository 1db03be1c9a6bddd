"""Access tokens are refused unless each of their claims is right; refresh tokens are opaque."""

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import jwt
import pytest

from app.modules.auth.config import AuthSettings
from app.modules.auth.exceptions import InvalidRefreshTokenError, InvalidTokenError
from app.modules.auth.services.tokens import (
    AccessClaims,
    AccessTokens,
    family_of,
    fingerprint,
    new_refresh_token,
)

SETTINGS = AuthSettings()
KEY = SETTINGS.secret_key.get_secret_value()


def payload(**changes: Any) -> dict[str, Any]:
    """Return the claims of a good token with some of them changed, or left out for `...`."""
    now = datetime.now(UTC)
    claims = {
        "iss": SETTINGS.issuer,
        "aud": SETTINGS.audience,
        "typ": "access",
        "sub": str(uuid4()),
        "sid": str(uuid4()),
        "iat": now,
        "exp": now + timedelta(minutes=1),
        **changes,
    }
    return {name: value for name, value in claims.items() if value is not ...}


def sign(claims: dict[str, Any]) -> str:
    return jwt.encode(claims, KEY, algorithm="HS256", sort_headers=False)


def encode(part: bytes) -> str:
    return base64.urlsafe_b64encode(part).rstrip(b"=").decode()


@pytest.fixture
def tokens() -> AccessTokens:
    return AccessTokens(SETTINGS)


def test_a_token_says_what_it_was_issued_for(tokens: AccessTokens) -> None:
    claims = AccessClaims(user_id=uuid4(), session_id=uuid4())

    assert tokens.read(tokens.issue(claims)) == claims


def test_a_token_with_the_right_claims_is_read(tokens: AccessTokens) -> None:
    claims = payload()

    assert str(tokens.read(sign(claims)).user_id) == claims["sub"]


@pytest.mark.parametrize(
    "changes",
    [
        {"exp": datetime.now(UTC) - timedelta(seconds=1)},
        {"iat": datetime.now(UTC) + timedelta(hours=1)},
        {"iss": "someone else"},
        {"aud": "someone else"},
        {"typ": "refresh"},
        {"typ": ["access"]},
        {"sub": "not a UUID"},
        {"sub": ""},
        {"sub": "\ud800"},
        {"sid": "not a UUID"},
        {"sid": 1},
        {"sid": None},
        *({claim: ...} for claim in ("exp", "iat", "iss", "aud", "typ", "sub", "sid")),
    ],
    ids=str,
)
def test_a_token_with_a_wrong_claim_is_refused(
    tokens: AccessTokens, changes: dict[str, Any]
) -> None:
    with pytest.raises(InvalidTokenError):
        tokens.read(sign(payload(**changes)))


@pytest.mark.parametrize("claim", ["iat", "nbf"])
def test_a_token_of_a_clock_that_is_a_little_ahead_is_read(
    tokens: AccessTokens, claim: str
) -> None:
    tokens.read(sign(payload(**{claim: datetime.now(UTC) + timedelta(seconds=5)})))


@pytest.mark.parametrize("claim", ["iat", "nbf"])
def test_a_token_of_a_clock_that_is_far_ahead_is_refused(tokens: AccessTokens, claim: str) -> None:
    with pytest.raises(InvalidTokenError):
        tokens.read(sign(payload(**{claim: datetime.now(UTC) + timedelta(seconds=30)})))


def test_a_token_without_a_signature_is_refused(tokens: AccessTokens) -> None:
    with pytest.raises(InvalidTokenError):
        tokens.read(jwt.encode(payload(), "", algorithm="none"))


def test_a_token_of_another_key_is_refused(tokens: AccessTokens) -> None:
    with pytest.raises(InvalidTokenError):
        tokens.read(jwt.encode(payload(), "another key of thirty-two bytes or more"))


def test_a_token_of_another_algorithm_is_refused(tokens: AccessTokens) -> None:
    with pytest.raises(InvalidTokenError):
        tokens.read(jwt.encode(payload(), KEY * 2, algorithm="HS512"))


def test_a_token_whose_claims_were_tampered_with_is_refused(tokens: AccessTokens) -> None:
    header, body, signature = sign(payload()).split(".")
    claims = json.loads(base64.urlsafe_b64decode(body + "=="))
    forged = encode(json.dumps({**claims, "sub": str(uuid4())}).encode())

    with pytest.raises(InvalidTokenError):
        tokens.read(f"{header}.{forged}.{signature}")


@pytest.mark.parametrize(
    "garbage",
    ["", ".", "..", "garbage", "a.b.c", "\x00", "\ud800", "\xff\xff.\xff\xff.\xff\xff"],
    ids=ascii,
)
def test_garbage_is_refused(tokens: AccessTokens, garbage: str) -> None:
    with pytest.raises(InvalidTokenError):
        tokens.read(garbage)


@pytest.mark.parametrize(
    "header",
    [
        b"",
        b"\xff",
        b"[]",
        b"null",
        b"{}",
        b'{"alg": null}',
        b'{"alg": ["HS256"]}',
        b'{"alg": "HS256", "kid": 1}',
        b'{"alg": "HS256", "b64": false}',
        b"1" * 10_000,
        b"[" * 100_000,
    ],
    ids=lambda header: repr(header[:32]),
)
def test_a_token_with_a_strange_header_is_refused(tokens: AccessTokens, header: bytes) -> None:
    with pytest.raises(InvalidTokenError):
        tokens.read(f"{encode(header)}.{encode(b'{}')}.")


def test_a_refresh_token_names_its_family_and_is_never_the_same() -> None:
    family_id = uuid4()
    one, other = new_refresh_token(family_id), new_refresh_token(family_id)

    assert family_of(one) == family_of(other) == family_id
    assert one != other


@pytest.mark.parametrize(
    "garbage", ["", "a", "a" * 63, "a" * 65, "ä" * 64, "\ud800" * 64, "=" * 64]
)
def test_a_text_that_is_no_refresh_token_is_refused(garbage: str) -> None:
    with pytest.raises(InvalidRefreshTokenError):
        family_of(garbage)


def test_a_fingerprint_does_not_show_the_token() -> None:
    token = new_refresh_token(uuid4())

    assert len(fingerprint(token)) == 64
    assert token not in fingerprint(token)
