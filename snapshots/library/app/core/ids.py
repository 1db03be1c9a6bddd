"""Identifiers: UUIDs of version 7 (RFC 9562), which sort by the time of their creation."""

import secrets
import time
from uuid import UUID

_NANOSECONDS = 1_000_000
_VERSION = 7
_VARIANT = 0b10


def new_id() -> UUID:
    """Return a new UUIDv7.

    Forty-eight bits of milliseconds, then twelve bits of the fraction of that millisecond (method 3
    of section 6.2), so that ids of one process made 250 ns apart are in order; the rest is random.
    """
    milliseconds, rest = divmod(time.time_ns(), _NANOSECONDS)
    fraction = (rest << 12) // _NANOSECONDS
    high = (milliseconds & 0xFFFF_FFFF_FFFF) << 16 | _VERSION << 12 | fraction
    return UUID(int=high << 64 | _VARIANT << 62 | secrets.randbits(62))
