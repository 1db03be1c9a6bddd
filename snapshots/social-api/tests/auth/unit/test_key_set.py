"""Of the keys that an issuer publishes, those for signatures are taken, for what they can do."""

from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from app.modules.auth.services.key_set import ALGORITHMS, KeySetError, parse_key_set
from tests.issuer import make_key, publish

GOOD = publish("good", make_key("ES256"))


def parsed(*members: Any) -> dict[str, list[str]]:
    """Return the algorithms of the keys that are taken, by their ids."""
    keys = parse_key_set({"keys": [*members, GOOD]})
    return {key_id: list(key.algorithms) for key_id, key in keys.items() if key_id != "good"}


@pytest.mark.parametrize(
    ("algorithm", "expected"),
    [
        ("RS256", ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"]),
        ("ES256", ["ES256"]),
        ("ES384", ["ES384"]),
        ("ES512", ["ES512"]),
        ("EdDSA", ["EdDSA"]),
    ],
)
def test_a_key_verifies_what_its_kind_can(algorithm: str, expected: list[str]) -> None:
    assert parsed(publish("a", make_key(algorithm))) == {"a": expected}


def test_a_key_that_names_its_algorithm_verifies_no_other() -> None:
    assert parsed(publish("a", make_key("RS256"), alg="PS384")) == {"a": ["PS384"]}


@pytest.mark.parametrize("algorithm", ["HS256", "none", "ES384", "RSA-OAEP", 1, None, ["ES256"]])
def test_a_key_that_names_an_algorithm_of_another_kind_is_none(algorithm: object) -> None:
    assert parsed(publish("a", make_key("ES256"), alg=algorithm)) == {}


def test_neither_a_secret_nor_none_is_an_algorithm() -> None:
    assert {"HS256", "HS384", "HS512", "none"}.isdisjoint(ALGORITHMS)


def test_a_short_key_is_none() -> None:
    short = rsa.generate_private_key(public_exponent=65537, key_size=1024)  # noqa: S505

    assert parsed(publish("a", short)) == {}


@pytest.mark.parametrize(
    "member",
    [
        {"kty": "oct", "kid": "a", "k": "c2VjcmV0LXRoYXQtaXMtc2hhcmVkLWFuZC1ub3QtcHVibGlj"},
        {**GOOD, "kid": "a", "use": "enc"},
        {**GOOD, "kid": "a", "x": "not base64!"},
        {**GOOD, "kid": "a", "x": 1},
        {**GOOD, "kid": "a", "crv": "P-000"},
        {"kty": "EC", "kid": "a"},
        {"kty": "RSA", "kid": "a", "n": "AQAB", "e": "AQAB"},
        {"kid": "a"},
        {},
        [],
        None,
        "a",
        publish("a", ec.generate_private_key(ec.SECP256K1())),
    ],
    ids=range(13),
)
def test_another_member_is_left_out_and_spoils_nothing(member: Any) -> None:
    assert parsed(member) == {}


@pytest.mark.parametrize(
    "document",
    [{}, [], None, {"keys": None}, {"keys": []}, {"keys": {}}, {"keys": [{"kty": "oct"}]}],
)
def test_a_document_without_a_key_is_refused(document: Any) -> None:
    with pytest.raises(KeySetError):
        parse_key_set(document)
