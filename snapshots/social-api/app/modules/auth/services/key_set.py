"""The keys that an issuer publishes (RFC 7517), of which only those for signatures are taken.

What a key may be used for is decided by the key, never by a token: a public key is no secret that
both sides share, so neither `none` nor HS256 can ever fit one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import jwt
import structlog
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

PublicKey = RSAPublicKey | EllipticCurvePublicKey | Ed25519PublicKey
KeySet = Mapping[str, "VerificationKey"]

_OF_RSA = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512")
_OF_CURVES = {"secp256r1": "ES256", "secp384r1": "ES384", "secp521r1": "ES512"}
ALGORITHMS = (*_OF_RSA, *_OF_CURVES.values(), "EdDSA")
# NIST SP 800-131A: shorter ones can be broken.
_SHORTEST_RSA_BITS = 2048

log = structlog.get_logger(__name__)


class KeySetError(Exception):
    """The issuer does not say what its keys are, or not so that it can be understood."""


@dataclass(frozen=True, slots=True)
class VerificationKey:
    """A public key, and the algorithms of signatures that it can verify."""

    key: PublicKey
    algorithms: Sequence[str]


def parse_key_set(document: Any) -> KeySet:
    """Return the keys of a JWKS by their ids; those that are not for signatures are left out."""
    found: dict[str, VerificationKey] = {}
    members = document.get("keys") if isinstance(document, dict) else None
    for member in members if isinstance(members, list) else []:
        if isinstance(member, dict) and (key := _parse(member)) is not None:
            found[str(member.get("kid", ""))] = key
    if not found:
        raise KeySetError("there is no key for signatures among its keys")
    return found


def _parse(member: dict[str, Any]) -> VerificationKey | None:
    if member.get("kty") not in {"RSA", "EC", "OKP"} or member.get("use", "sig") != "sig":
        return None
    try:
        key = jwt.PyJWK({name: value for name, value in member.items() if name != "alg"}).key
    except (jwt.PyJWTError, ValueError, TypeError) as error:
        log.warning("issuer_key_not_understood", key_id=member.get("kid"), reason=str(error))
        return None
    algorithms = _algorithms_of(key)
    if "alg" in member:
        algorithms = tuple(name for name in algorithms if name == member["alg"])
    return VerificationKey(key, algorithms) if algorithms else None


def _algorithms_of(key: Any) -> Sequence[str]:
    match key:
        case RSAPublicKey(key_size=bits) if bits >= _SHORTEST_RSA_BITS:
            return _OF_RSA
        case EllipticCurvePublicKey(curve=curve) if curve.name in _OF_CURVES:
            return (_OF_CURVES[curve.name],)
        case Ed25519PublicKey():
            return ("EdDSA",)
        case _:
            return ()
