"""How many requests a caller has left."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from limits import RateLimitItem

from .config import get_rate_limit_settings, read_limit
from .counters import Counters, FallbackCounters, MemoryCounters, RedisCounters, Window

_TIMEOUT_SECONDS = 0.25
_REST_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a caller may ask in a window, what is left of it, and when the next one begins."""

    policy: str
    quota: int
    window: int
    used: int
    resets_in: int

    @property
    def is_spent(self) -> bool:
        """Say whether this request is one too many."""
        return self.used > self.quota

    @property
    def left(self) -> int:
        """Return how many more requests there may be."""
        return max(0, self.quota - self.used)


class Limiter:
    """Counts a request for the credential that it shows and for the address that it comes from."""

    def __init__(
        self,
        counters: Counters,
        *,
        default: RateLimitItem,
        address: RateLimitItem,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Allow so much for a credential or a lone address, and so much for any address."""
        self._counters = counters
        self._default = default
        self._address = address
        self._clock = clock

    async def count(self, address: str, credential: str | None) -> Allowance:
        """Count one request; return what its caller has left, or what of it is spent.

        A credential alone would not do: whoever makes up a new one for each request would never be
        stopped. An address alone would not do either: an office has one for all.
        """
        policies = [("default", self._default, credential or address)]
        if credential is not None:
            policies.append(("address", self._address, address))
        now = self._clock()
        windows = [
            Window(f"{policy}:{caller}", limit.get_expiry(), int(now // limit.get_expiry()))
            for policy, limit, caller in policies
        ]
        counts = await self._counters.add(windows)
        allowances = [
            Allowance(
                policy=policy,
                quota=limit.amount,
                window=window.seconds,
                used=used,
                resets_in=max(1, math.ceil((window.number + 1) * window.seconds - now)),
            )
            for (policy, limit, _), window, used in zip(policies, windows, counts, strict=True)
        ]
        return next((each for each in allowances if each.is_spent), allowances[0])

    async def ping(self) -> None:
        """Raise if the counters do not work."""
        await self._counters.ping()

    async def close(self) -> None:
        """Give back what the counters hold on to."""
        await self._counters.close()


def open_limiter() -> Limiter:
    """Return a limiter that counts in Redis, or in memory where none is set."""
    settings = get_rate_limit_settings()
    counters: Counters = MemoryCounters()
    if settings.storage_url is not None:
        redis = RedisCounters.connect(
            str(settings.storage_url), prefix=settings.prefix, timeout=_TIMEOUT_SECONDS
        )
        counters = FallbackCounters(redis, counters, rest=_REST_SECONDS)
    return Limiter(
        counters, default=read_limit(settings.default), address=read_limit(settings.address)
    )


@lru_cache
def get_limiter() -> Limiter:
    """Return the limiter of this process."""
    return open_limiter()
