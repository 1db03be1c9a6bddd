"""Where requests are counted: in the memory of this process, or in a Redis for all of them.

The library `limits` reads limits; it does not count them here, for its memory looks through all
callers at every request, and its Redis needs one more question for what is left.
"""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, Self

import structlog
from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

# One more command waits for a connection, since a Redis that has many to answer is not down.
_MOST_CONNECTIONS = 20
_WAIT_SECONDS = 5.0

# One command for all windows: a command costs more here than Redis needs to answer it.
_COUNT = """
local counts = {}
for index, key in ipairs(KEYS) do
    counts[index] = redis.call('INCR', key)
    if counts[index] == 1 then
        redis.call('EXPIRE', key, ARGV[index])
    end
end
return counts
"""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Window:
    """The stretch of time in which a caller is counted; all windows of a length begin together."""

    caller: str
    seconds: int
    number: int


class Counters(Protocol):
    """Counts requests."""

    async def add(self, windows: Sequence[Window]) -> list[int]:
        """Count one request in each window, and return how many there are now."""

    async def ping(self) -> None:
        """Raise if the counters do not work."""

    async def close(self) -> None:
        """Give back what the counters hold on to."""


class MemoryCounters:
    """Counts in this process. A window that is over takes all of its callers along."""

    def __init__(self) -> None:
        """Begin with nobody counted."""
        self._counted: dict[int, tuple[int, Counter[str]]] = {}

    async def add(self, windows: Sequence[Window]) -> list[int]:
        """Count one request in each window, and return how many there are now."""
        return [self._add(window) for window in windows]

    def _add(self, window: Window) -> int:
        number, counter = self._counted.get(window.seconds, (-1, Counter[str]()))
        if number != window.number:
            counter = Counter()
            self._counted[window.seconds] = (window.number, counter)
        counter[window.caller] += 1
        return counter[window.caller]

    async def ping(self) -> None:
        """Work."""

    async def close(self) -> None:
        """Hold on to nothing."""


class RedisCounters:
    """Counts in a Redis, where all processes add up."""

    def __init__(self, client: Redis, prefix: str) -> None:
        """Count there, with this before each key."""
        self._client = client
        self._prefix = prefix
        self._count = client.register_script(_COUNT)

    @classmethod
    def connect(cls, url: str, *, prefix: str, timeout: float) -> Self:
        """Return the counters at this URL; a connection is made when it is needed."""
        pool = BlockingConnectionPool.from_url(
            url,
            socket_timeout=timeout,
            socket_connect_timeout=timeout,
            # Once more and at once: a connection that lay idle may be dead.
            retry=Retry(NoBackoff(), 1),
            max_connections=_MOST_CONNECTIONS,
            timeout=_WAIT_SECONDS,
        )
        return cls(Redis.from_pool(pool), prefix)

    async def add(self, windows: Sequence[Window]) -> list[int]:
        """Count one request in each window, in one step, and return how many there are now."""
        keys = [
            f"{self._prefix}:{window.caller}:{window.seconds}:{window.number}" for window in windows
        ]
        counts = await self._count(keys=keys, args=[window.seconds for window in windows])
        return [int(count) for count in counts]

    async def ping(self) -> None:
        """Raise if Redis does not answer."""
        await self._client.ping()

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()


class FallbackCounters:
    """Counts in a Redis while it answers, and in this process while it does not.

    A Redis that fails is left alone for a while, so that its time-out is not paid by every request.
    """

    def __init__(
        self,
        shared: Counters,
        own: Counters,
        *,
        rest: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Count in `shared`, and in `own` while that rests for so many seconds."""
        self._shared = shared
        self._own = own
        self._rest = rest
        self._clock = clock
        self._resting_until = 0.0

    async def add(self, windows: Sequence[Window]) -> list[int]:
        """Count one request in each window, and return how many there are now."""
        if self._clock() >= self._resting_until:
            try:
                return await self._shared.add(windows)
            except (RedisError, OSError) as error:
                self._resting_until = self._clock() + self._rest
                log.warning("rate_limit_redis_fails", error=f"{type(error).__name__}: {error}")
        return await self._own.add(windows)

    async def ping(self) -> None:
        """Raise if Redis does not answer, although requests are counted without."""
        await self._shared.ping()

    async def close(self) -> None:
        """Close the connections."""
        await self._shared.close()
