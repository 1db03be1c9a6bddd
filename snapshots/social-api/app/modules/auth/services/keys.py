"""The keys of the issuer, kept for a while."""

import asyncio
import math
import time
from collections.abc import Awaitable, Callable
from functools import lru_cache

import structlog

from ..config import AuthSettings, get_auth_settings
from ..exceptions import InvalidTokenError, IssuerUnavailableError
from .issuer import Issuer
from .key_set import KeySet, KeySetError, VerificationKey

log = structlog.get_logger(__name__)


class IssuerKeys:
    """Remembers the keys of the issuer, and asks for them as seldom as possible.

    They are asked for when they are old, and when a token names a key that is not among them: the
    issuer may have a new one. Either happens once in a while only, so that nobody can make this
    process storm the issuer by inventing names. An issuer that is down changes nothing for tokens
    of known keys, until these are too old to be trusted.
    """

    def __init__(
        self,
        fetch: Callable[[], Awaitable[KeySet]],
        settings: AuthSettings,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Begin with no keys; the first token asks for them."""
        self._fetch = fetch
        self._clock = clock
        self._fresh_for = settings.keys_fresh_minutes * 60
        self._trusted_for = settings.keys_trusted_hours * 3600
        self._retry_after = settings.keys_retry_seconds
        self._keys: KeySet = {}
        self._fetched_at = self._tried_at = -math.inf
        self._fetching = asyncio.Lock()

    async def find(self, key_id: str | None) -> VerificationKey:
        """Return the key with this id, or the only key if a token names none.

        Raise `InvalidTokenError` if the issuer has no such key, `IssuerUnavailableError` if it
        cannot be known.
        """
        key = self._known(key_id)
        # Whoever has a key goes on with it while somebody else asks for newer ones.
        if key is None or (self._is_old and not self._fetching.locked()):
            async with self._fetching:
                if self._is_worth_asking(key_id):
                    await self._ask()
            key = self._known(key_id)
        if key is not None:
            return key
        raise InvalidTokenError if self._is_trusted else IssuerUnavailableError

    @property
    def _is_old(self) -> bool:
        return self._clock() - self._fetched_at >= self._fresh_for

    @property
    def _is_trusted(self) -> bool:
        return self._clock() - self._fetched_at < self._trusted_for

    def _known(self, key_id: str | None) -> VerificationKey | None:
        if not self._is_trusted:
            return None
        if key_id is None:
            return next(iter(self._keys.values())) if len(self._keys) == 1 else None
        return self._keys.get(key_id)

    def _is_worth_asking(self, key_id: str | None) -> bool:
        if self._clock() - self._tried_at < self._retry_after:
            return False
        return self._is_old or (key_id is not None and self._known(key_id) is None)

    async def _ask(self) -> None:
        self._tried_at = self._clock()
        try:
            self._keys = await self._fetch()
        except KeySetError as error:
            log.warning("issuer_keys_not_fetched", reason=str(error))
        else:
            self._fetched_at = self._tried_at


@lru_cache
def get_issuer_keys() -> IssuerKeys:
    """Return the keys that this process knows."""
    settings = get_auth_settings()
    return IssuerKeys(Issuer(settings.issuer_url or "").fetch_keys, settings)
