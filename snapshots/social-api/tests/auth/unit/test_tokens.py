"""Tokens are refused unless each of their claims is right."""

import base64
import json
import time
from collections.abc import Generator
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from app.modules.auth.config import AuthSettings
from app.modules.auth.exceptions import InvalidTokenError, NotConfiguredError
from app.modules.auth.services.issuer import Issuer
from app.modules.auth.services.keys import IssuerKeys
from app.modules.auth.services.tokens import AccessTokens
from tests.issuer import AUDIENCE, LocalIssuer, encode, running_issuer, unsigned

LEEWAY = 30


@pytest.fixture(scope="module")
def issuer() -> Generator[LocalIssuer]:
    with running_issuer() as issuer:
        issuer.add_key("rsa", "RS256")
        issuer.add_key("edwards", "EdDSA")
        yield issuer


@pytest.fixture
def tokens(issuer: LocalIssuer) -> AccessTokens:
    settings = AuthSettings(issuer_url=issuer.url, audience=AUDIENCE, leeway_seconds=LEEWAY)
    return AccessTokens(IssuerKeys(Issuer(issuer.url).fetch_keys, settings), settings)


def in_seconds(seconds: float) -> int:
    return int(time.time() + seconds)


@pytest.mark.parametrize(
    ("key_id", "algorithm"),
    [
        ("first", "ES256"),
        ("rsa", "RS256"),
        ("rsa", "RS512"),
        ("rsa", "PS256"),
        ("edwards", "EdDSA"),
    ],
)
async def test_a_token_says_who_it_is_for(
    tokens: AccessTokens, issuer: LocalIssuer, key_id: str, algorithm: str
) -> None:
    claims = await tokens.read(issuer.sign(key_id, algorithm=algorithm, sub="ada"))

    assert (claims.issuer, claims.subject) == (issuer.url, "ada")
    assert claims.email is None
    assert claims.scopes == frozenset()


@pytest.mark.parametrize(
    "changes",
    [
        {"aud": ["https://other.example.com", AUDIENCE]},
        {"iat": ...},
        {"exp": in_seconds(3600), "nbf": in_seconds(-10)},
        {"sub": "auth0|0123456789"},
        {"sub": "ключ 🐎 " * 30},
        {"acr": {"values": [1, 2]}, "iss_again": None},
    ],
    ids=str,
)
async def test_a_token_may_say_this(
    tokens: AccessTokens, issuer: LocalIssuer, changes: dict[str, Any]
) -> None:
    await tokens.read(issuer.sign(**changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "https://someone.example.com"},
        {"iss": ["a"]},
        {"iss": None},
        {"aud": "https://other.example.com"},
        {"aud": ["https://other.example.com"]},
        {"aud": []},
        {"aud": {}},
        {"aud": None},
        {"aud": AUDIENCE + "/"},
        {"exp": "soon"},
        {"exp": None},
        {"exp": float("nan")},
        {"exp": float("inf")},
        {"exp": -1},
        {"nbf": "now"},
        {"nbf": 10**400},
        {"iat": "now"},
        {"sub": ""},
        {"sub": 1},
        {"sub": None},
        {"sub": "a\x00b"},
        {"sub": "\ud800"},
        {"sub": "a" * 256},
        *({claim: ...} for claim in ("aud", "exp", "iss", "sub")),
    ],
    ids=ascii,
)
async def test_a_token_with_a_wrong_claim_is_refused(
    tokens: AccessTokens, issuer: LocalIssuer, changes: dict[str, Any]
) -> None:
    with pytest.raises(InvalidTokenError):
        await tokens.read(issuer.sign(**changes))


@pytest.mark.parametrize("kind", ["JWT", "jwt", "at+jwt", "AT+JWT", "application/at+jwt"])
async def test_a_token_may_call_itself_this(
    tokens: AccessTokens, issuer: LocalIssuer, kind: str
) -> None:
    await tokens.read(issuer.sign(head={"typ": kind}))


async def test_a_token_need_not_say_what_it_is(tokens: AccessTokens, issuer: LocalIssuer) -> None:
    token = issuer.sign(head={"typ": None})

    assert "typ" not in jwt.get_unverified_header(token)
    await tokens.read(token)


@pytest.mark.parametrize(
    "kind", ["logout+jwt", "id+jwt", "dpop+jwt", "at+jwt ", 1, ["JWT"]], ids=repr
)
async def test_a_token_of_another_kind_is_refused(
    tokens: AccessTokens, issuer: LocalIssuer, kind: object
) -> None:
    with pytest.raises(InvalidTokenError):
        await tokens.read(issuer.sign(head={"typ": kind}))


@pytest.mark.parametrize(
    "claims",
    [
        {"at_hash": None},
        {"c_hash": "LDktKdoQak3Pk0cnXxCltA"},
        {"at_hash": "77QmUPtjPfzWtF2AnpK9RQ"},
        {"events": {"http://schemas.openid.net/event/backchannel-logout": {}}},
    ],
    ids=str,
)
async def test_a_token_with_claims_of_another_kind_is_refused(
    tokens: AccessTokens, issuer: LocalIssuer, claims: dict[str, Any]
) -> None:
    with pytest.raises(InvalidTokenError):
        await tokens.read(issuer.sign(**claims))


@pytest.mark.parametrize(
    ("changes", "is_good"),
    [
        ({"exp": LEEWAY - 60}, False),
        ({"exp": 5 - LEEWAY}, True),
        ({"nbf": LEEWAY + 30}, False),
        ({"nbf": LEEWAY - 5}, True),
        ({"iat": LEEWAY + 30}, False),
        ({"iat": LEEWAY - 5}, True),
    ],
    ids=str,
)
async def test_clocks_may_differ_by_the_leeway(
    tokens: AccessTokens, issuer: LocalIssuer, changes: dict[str, int], is_good: bool
) -> None:
    claims: dict[str, Any] = {name: in_seconds(each) for name, each in changes.items()}
    token = issuer.sign(**{"exp": in_seconds(300), **claims})

    if is_good:
        await tokens.read(token)
    else:
        with pytest.raises(InvalidTokenError):
            await tokens.read(token)


@pytest.mark.parametrize(
    ("claims", "scopes"),
    [
        ({"scope": "articles:write profile"}, {"articles:write", "profile"}),
        ({"scp": ["articles:write", "profile"]}, {"articles:write", "profile"}),
        ({"scp": "articles:write"}, {"articles:write"}),
        ({"scope": ""}, set()),
        ({"scope": None}, set()),
        ({"scp": [1, None, "profile"]}, {"profile"}),
    ],
    ids=str,
)
async def test_scopes_are_read_however_the_issuer_writes_them(
    tokens: AccessTokens, issuer: LocalIssuer, claims: dict[str, Any], scopes: set[str]
) -> None:
    assert (await tokens.read(issuer.sign(**claims))).scopes == scopes


@pytest.mark.parametrize("scope", [1, True, 1.5], ids=str)
async def test_a_scope_that_is_no_text_refuses_the_token(
    tokens: AccessTokens, issuer: LocalIssuer, scope: object
) -> None:
    with pytest.raises(InvalidTokenError):
        await tokens.read(issuer.sign(scope=scope))


@pytest.mark.parametrize(
    ("claims", "email"),
    [
        ({"email": "ada@example.com", "email_verified": True}, "ada@example.com"),
        ({"email": "ada@example.com", "email_verified": False}, None),
        ({"email": "ada@example.com", "email_verified": "true"}, None),
        ({"email": "ada@example.com"}, None),
        ({"email": "a" * 255, "email_verified": True}, None),
        ({"email": "a\x00@example.com", "email_verified": True}, None),
        ({"email": 1, "email_verified": True}, None),
        ({"email_verified": True}, None),
    ],
    ids=ascii,
)
async def test_an_email_counts_if_it_is_verified_and_can_be_stored(
    tokens: AccessTokens, issuer: LocalIssuer, claims: dict[str, Any], email: str | None
) -> None:
    assert (await tokens.read(issuer.sign(**claims))).email == email


async def test_a_token_of_another_issuer_is_refused_whatever_it_says(
    tokens: AccessTokens, issuer: LocalIssuer
) -> None:
    with running_issuer() as other, pytest.raises(InvalidTokenError):
        await tokens.read(other.sign("first", iss=issuer.url))


async def test_a_token_without_a_signature_is_refused(
    tokens: AccessTokens, issuer: LocalIssuer
) -> None:
    with pytest.raises(InvalidTokenError):
        await tokens.read(unsigned(issuer.sign()))


async def test_a_public_key_is_no_shared_secret(tokens: AccessTokens, issuer: LocalIssuer) -> None:
    _, key = issuer.keys["first"]
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    head = encode(json.dumps({"alg": "HS256", "typ": "JWT", "kid": "first"}).encode())
    _, body, _ = issuer.sign().split(".")
    mac = jwt.algorithms.HMACAlgorithm(jwt.algorithms.HMACAlgorithm.SHA256)
    forged = f"{head}.{body}.{encode(mac.sign(f'{head}.{body}'.encode(), public))}"

    with pytest.raises(InvalidTokenError):
        await tokens.read(forged)


async def test_a_token_that_names_the_key_of_another_kind_is_refused(
    tokens: AccessTokens, issuer: LocalIssuer
) -> None:
    with pytest.raises(InvalidTokenError):
        await tokens.read(issuer.sign("first", head={"kid": "rsa"}))


async def test_a_key_that_a_token_brings_along_is_not_looked_at(
    tokens: AccessTokens, issuer: LocalIssuer
) -> None:
    with running_issuer() as other:
        _, key = other.keys["first"]
        assert isinstance(key, ec.EllipticCurvePrivateKey)
        own = jwt.algorithms.ECAlgorithm.to_jwk(key.public_key(), as_dict=True)
        head = {"jwk": own, "jku": f"{other.url}/keys", "x5u": f"{other.url}/keys"}
        forged = other.sign("first", iss=issuer.url, head=head)

        with pytest.raises(InvalidTokenError):
            await tokens.read(forged)

        assert other.asked == []


async def test_a_token_whose_claims_were_tampered_with_is_refused(
    tokens: AccessTokens, issuer: LocalIssuer
) -> None:
    head, body, signature = issuer.sign().split(".")
    claims = json.loads(base64.urlsafe_b64decode(body + "=="))
    forged = encode(json.dumps({**claims, "sub": "bob"}).encode())

    with pytest.raises(InvalidTokenError):
        await tokens.read(f"{head}.{forged}.{signature}")


@pytest.mark.parametrize(
    "garbage",
    [
        "",
        ".",
        "..",
        "garbage",
        "a.b.c",
        "\x00",
        "\ud800",
        "\xff.\xff.\xff",
        "a" * 5_000,
        "." * 5_000,
    ],
    ids=ascii,
)
async def test_garbage_is_refused(tokens: AccessTokens, garbage: str) -> None:
    with pytest.raises(InvalidTokenError):
        await tokens.read(garbage)


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"\xff",
        b"[]",
        b"null",
        b"{}",
        b'{"alg": null}',
        b'{"alg": ["ES256"]}',
        b'{"alg": {}}',
        b'{"alg": "ES256", "kid": 1}',
        b'{"alg": "ES256", "kid": null}',
        b'{"alg": "ES256", "kid": "\\ud800"}',
        b'{"alg": "ES256", "kid": "first", "b64": false}',
        b'{"alg": "ES256", "kid": "first", "crit": ["exp"]}',
        b"1" * 10_000,
        b"[" * 10_000,
    ],
    ids=lambda head: repr(head[:32]),
)
async def test_a_token_with_a_strange_head_is_refused(tokens: AccessTokens, head: bytes) -> None:
    with pytest.raises(InvalidTokenError):
        await tokens.read(f"{encode(head)}.{encode(b'{}')}.{encode(b'0' * 64)}")


async def test_a_token_that_is_very_long_is_refused_unread(
    tokens: AccessTokens, issuer: LocalIssuer
) -> None:
    with pytest.raises(InvalidTokenError):
        await tokens.read(issuer.sign(padding="a" * 16_000))


async def test_without_an_issuer_nothing_is_accepted(issuer: LocalIssuer) -> None:
    settings = AuthSettings.model_construct()
    keys = IssuerKeys(Issuer(issuer.url).fetch_keys, settings)

    with pytest.raises(NotConfiguredError):
        await AccessTokens(keys, settings).read(issuer.sign())
