"""How a key is made, and how one is read.

    conduit_k3v9x0q2m7ab_<43 characters of chance><6 characters of checksum>

The first two parts are the prefix, by which a key is found and recognised. The checksum tells a key
from a text that looks alike: to whoever searches for leaked ones, and here before a database is
asked.
"""

import hashlib
import hmac
import re
import secrets
import string
import zlib
from dataclasses import dataclass

_ALPHABET = string.digits + string.ascii_uppercase + string.ascii_lowercase
_PREFIX_ALPHABET = string.digits + string.ascii_lowercase
_PREFIX_LENGTH = 12
# 62 ** 43 is more than 2 ** 256.
_CHANCE_LENGTH = 43
_CHECKSUM_LENGTH = 6
_LONGEST_BRAND = 24
_PREFIX = re.compile(rf"[a-z0-9]{{1,{_LONGEST_BRAND}}}_[a-z0-9]{{{_PREFIX_LENGTH}}}")
_KEY = re.compile(
    rf"({_PREFIX.pattern})_([A-Za-z0-9]{{{_CHANCE_LENGTH}}})([A-Za-z0-9]{{{_CHECKSUM_LENGTH}}})"
)
# What an unknown prefix is compared with, so that it costs the same as a known one.
_NO_HASH = "0" * 64


@dataclass(frozen=True, slots=True)
class MintedKey:
    """A new key: what its owner gets, and what is kept of it."""

    key: str
    prefix: str
    key_hash: str


def mint(app_name: str) -> MintedKey:
    """Return a key that nobody can guess, and whose beginning tells what application it is for."""
    brand = re.sub(r"[^a-z0-9]", "", app_name.lower())[:_LONGEST_BRAND] or "key"
    prefix = f"{brand}_{_chance(_PREFIX_ALPHABET, _PREFIX_LENGTH)}"
    unsigned = f"{prefix}_{_chance(_ALPHABET, _CHANCE_LENGTH)}"
    key = unsigned + _checksum(unsigned)
    return MintedKey(key, prefix, fingerprint(key))


def prefix_of(key: str) -> str | None:
    """Return the prefix of a text that has the shape and the checksum of a key."""
    match = _KEY.fullmatch(key)
    if match is None or _checksum(key[:-_CHECKSUM_LENGTH]) != match[3]:
        return None
    return match[1]


def is_prefix(text: str) -> bool:
    """Tell whether a key could begin like this."""
    return _PREFIX.fullmatch(text) is not None


def fingerprint(key: str) -> str:
    """Return the SHA-256 of a key.

    It needs neither a salt nor a slow hash: there is nothing to guess in 256 bits of chance.
    """
    return hashlib.sha256(key.encode()).hexdigest()


def belongs_to(key: str, key_hash: str | None) -> bool:
    """Tell whether this is the key of that hash, in a time that does not depend on either."""
    return hmac.compare_digest(fingerprint(key), key_hash or _NO_HASH)


def _chance(alphabet: str, length: int) -> str:
    return "".join(secrets.choice(alphabet) for _ in range(length))


def _checksum(text: str) -> str:
    number = zlib.crc32(text.encode())
    digits: list[str] = []
    for _ in range(_CHECKSUM_LENGTH):
        number, digit = divmod(number, len(_ALPHABET))
        digits.append(_ALPHABET[digit])
    return "".join(reversed(digits))
