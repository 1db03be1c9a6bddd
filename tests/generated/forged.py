"""Access tokens in which something is wrong, signed with a key that we know or not at all."""

import base64
import hashlib
import hmac
import json
import time
from typing import Any

KEY = "a key of these tests, and of nothing else in the world"
NOBODY = "0199f0a0-0000-7000-8000-000000000000"


def forged(good: str) -> dict[str, str | bytes | None]:
    """Return values of the header `Authorization` that must not be taken for this good token."""
    head, payload, signature = good.split(".")
    claims = json.loads(unpadded(payload))
    now = int(time.time())
    return {
        "none": None,
        "no scheme": good,
        "another scheme": f"Basic {good}",
        "nothing behind the scheme": "Bearer",
        "spaces": "Bearer    ",
        "garbage": "Bearer garbage",
        "dots": "Bearer ..",
        "bytes": b"Bearer \xff\xfe.\xff.\xff",
        "5,000 characters": "Bearer " + "x" * 5000,
        "expired": bearer({**claims, "exp": now - 3600}),
        "not yet": bearer({**claims, "nbf": now + 3600}),
        "no expiry": bearer({name: value for name, value in claims.items() if name != "exp"}),
        "an odd expiry": bearer({**claims, "exp": "soon"}),
        "an infinite expiry": bearer({**claims, "exp": float("inf")}),
        "a subject that is a number": bearer({**claims, "sub": 1}),
        "a subject that is no id": bearer({**claims, "sub": "x\0"}),
        "a subject that is a surrogate": bearer({**claims, "sub": "\ud800"}),
        "a subject that is nobody": bearer({**claims, "sub": NOBODY}),
        "no such session": bearer({**claims, "sid": NOBODY}),
        "a session that is a list": bearer({**claims, "sid": []}),
        "another audience": bearer({**claims, "aud": "others"}),
        "another issuer": bearer({**claims, "iss": "others"}),
        "another type": bearer({**claims, "typ": "refresh"}),
        "another key": bearer(claims, key="another key, that is as long as it has to be"),
        "tampered claims": f"Bearer {head}.{encode({**claims, 'sub': NOBODY})}.{signature}",
        "tampered signature": f"Bearer {head}.{payload}.{signature[::-1]}",
        "no signature": f"Bearer {head}.{payload}.",
        "alg none": f"Bearer {encode({'alg': 'none', 'typ': 'JWT'})}.{payload}.",
        "alg NONE, signed": f"Bearer {encode({'alg': 'NONE'})}.{payload}.{signature}",
        "alg HS512": bearer(claims, algorithm="HS512"),
        "alg RS256": bearer(claims, header={"alg": "RS256"}),
        "an unknown extension": bearer(claims, header={"alg": "HS256", "crit": ["x"], "x": 1}),
        "a list for claims": bearer([1]),
        "a number for claims": bearer(1),
        "bytes for claims": "Bearer " + signed(head, base64url(b"\xff\xfe")),
        "deep claims": "Bearer " + signed(head, base64url(b"[" * 3000)),
    }


def forged_keys(good: str) -> dict[str, str | bytes | None]:
    """Return values of the header `X-API-Key` that must not be taken for this good key."""
    return {
        "none": None,
        "nothing": "",
        "garbage": "garbage",
        "bytes": b"\xff\xfe",
        "5,000 characters": "x" * 5000,
        "cut off": good[:-1],
        "too long": good + "x",
        "another end": good[:-1] + ("A" if good[-1] != "A" else "B"),
        "in capitals": good.upper(),
        "backwards": good[::-1],
        "twice": f"{good}, {good}",
        "a bearer token": f"Bearer {good}",
    }


def bearer(claims: Any, key: str = KEY, algorithm: str = "HS256", header: Any = None) -> str:
    """Return the header of a token that is well signed, whatever it says."""
    head = encode(header or {"alg": algorithm, "typ": "JWT"})
    return f"Bearer {signed(head, encode(claims), key, algorithm)}"


def signed(head: str, payload: str, key: str = KEY, algorithm: str = "HS256") -> str:
    """Sign with a symmetric key."""
    digest = hashlib.sha512 if algorithm == "HS512" else hashlib.sha256
    mac = hmac.new(key.encode(), f"{head}.{payload}".encode(), digest).digest()
    return f"{head}.{payload}.{base64url(mac)}"


def encode(value: Any) -> str:
    """Return a part of a token."""
    return base64url(json.dumps(value).encode())


def base64url(value: bytes) -> str:
    """Encode as RFC 7515 wants it."""
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def unpadded(value: str) -> bytes:
    """Decode what RFC 7515 wants."""
    return base64.urlsafe_b64decode(value + "=" * (-len(value) % 4))
