"""How often passwords may be tried.

The counters live in the memory of this process: each worker counts for itself.
"""

import math
import time
from functools import lru_cache

from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from ..config import AuthSettings, get_auth_settings
from ..exceptions import TooManyTriesError


class Throttle:
    """Counts tries, and refuses those that are too many before they cost anything."""

    def __init__(self, settings: AuthSettings) -> None:
        """Begin with nobody counted."""
        self._limiter = FixedWindowRateLimiter(MemoryStorage())
        self._per_client = RateLimitItemPerMinute(settings.tries_per_minute)
        self._per_patient_client = RateLimitItemPerHour(settings.tries_per_hour_from_one_address)
        self._per_account = RateLimitItemPerHour(settings.tries_per_hour)
        self._per_address = RateLimitItemPerMinute(settings.tries_per_minute_and_address)

    def count_visit(self, address: str) -> None:
        """Count a try of this address, whoever is meant."""
        self._count(self._per_address, "address", address)

    def count_guess(self, address: str, account: str) -> None:
        """Count a try of this address at this account.

        The account is counted last: an address that is refused cannot lock out the others. One that
        guesses slowly is refused by the hour, before it has used up what all have at the account.
        """
        self._count(self._per_client, "client", address, account)
        self._count(self._per_patient_client, "client", address, account)
        self._count(self._per_account, "account", account)

    def _count(self, limit: RateLimitItem, *key: str) -> None:
        if self._limiter.hit(limit, *key):
            return
        wait = self._limiter.get_window_stats(limit, *key).reset_time - time.time()
        raise TooManyTriesError(retry_after=max(1, math.ceil(wait)))


@lru_cache
def get_process_throttle() -> Throttle:
    """Return the counters of this process."""
    return Throttle(get_auth_settings())
