"""Where the cache keeps its values: in Redis, in the memory of this process, or in what answers."""

import time
from collections import OrderedDict
from collections.abc import Callable
from datetime import timedelta
from typing import Protocol, Self, cast

import structlog
from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

# One more command waits for a connection, since a Redis that has many to answer is not down.
_MOST_CONNECTIONS = 20
_WAIT_SECONDS = 5.0
_MOST_OWED = 10_000

log = structlog.get_logger(__name__)


class Store(Protocol):
    """Keeps bytes under keys, for some time."""

    async def get(self, key: str) -> bytes | None:
        """Return what is kept here, if anything is."""

    async def set(self, key: str, value: bytes, ttl: timedelta) -> None:
        """Keep this for so long."""

    async def delete(self, *keys: str) -> None:
        """Keep nothing here any more."""

    async def clear(self) -> None:
        """Keep nothing at all any more."""

    async def ping(self) -> None:
        """Raise if the store does not work."""

    async def close(self) -> None:
        """Give back what the store holds on to."""


class MemoryStore:
    """Keeps values in this process; of too many, those go that were not asked for longest."""

    def __init__(self, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        """Keep no more than `most` values."""
        self._most = most
        self._clock = clock
        self._kept: OrderedDict[str, tuple[float, bytes]] = OrderedDict()

    async def get(self, key: str) -> bytes | None:
        """Return what is kept here, if its time is not over."""
        if key not in self._kept:
            return None
        end, value = self._kept[key]
        if end <= self._clock():
            del self._kept[key]
            return None
        self._kept.move_to_end(key)
        return value

    async def set(self, key: str, value: bytes, ttl: timedelta) -> None:
        """Keep this for so long, or until there is no room for it."""
        self._kept[key] = (self._clock() + ttl.total_seconds(), value)
        self._kept.move_to_end(key)
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)

    async def delete(self, *keys: str) -> None:
        """Keep nothing here any more."""
        for key in keys:
            self._kept.pop(key, None)

    async def clear(self) -> None:
        """Keep nothing at all any more."""
        self._kept.clear()

    async def ping(self) -> None:
        """Work."""

    async def close(self) -> None:
        """Hold on to nothing."""


class RedisStore:
    """Keeps values in a Redis, where all processes find them."""

    def __init__(self, client: Redis, prefix: str) -> None:
        """Keep them there, each with this before its key."""
        self._client = client
        self._prefix = prefix

    @classmethod
    def connect(cls, url: str, *, prefix: str, timeout: float) -> Self:
        """Return the store at this URL; a connection is made when it is needed.

        A command is tried twice, since a connection that lay idle may be dead; the client would
        otherwise try four times, with pauses that are longer than any cache may take.
        """
        pool = BlockingConnectionPool.from_url(
            url,
            socket_timeout=timeout,
            socket_connect_timeout=timeout,
            retry=Retry(NoBackoff(), 1),
            max_connections=_MOST_CONNECTIONS,
            timeout=_WAIT_SECONDS,
        )
        return cls(Redis.from_pool(pool), prefix)

    async def get(self, key: str) -> bytes | None:
        """Return what is kept here, if anything is."""
        # The client would give text if it was told to decode.
        return cast("bytes | None", await self._client.get(self._key(key)))

    async def set(self, key: str, value: bytes, ttl: timedelta) -> None:
        """Keep this for so long."""
        await self._client.set(self._key(key), value, px=ttl)

    async def delete(self, *keys: str) -> None:
        """Keep nothing here any more."""
        if keys:
            await self._client.unlink(*map(self._key, keys))

    async def clear(self) -> None:
        """Keep nothing any more of what begins with the prefix."""
        async for key in self._client.scan_iter(match=f"{self._prefix}:*", count=1000):
            await self._client.unlink(key)

    async def ping(self) -> None:
        """Raise if Redis does not answer."""
        await self._client.ping()

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    def _key(self, key: str) -> str:
        return f"{self._prefix}:{key}"


class FallbackStore:
    """Uses a Redis while it answers, and the memory of this process while it does not.

    A Redis that fails is left alone for a while, so that its time-out is not paid by every request;
    then one caller tries it again. What was deleted in the meantime is deleted there first: it
    would otherwise come back with it.
    """

    def __init__(
        self,
        shared: Store,
        own: Store,
        *,
        rest: timedelta,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Use `shared`, and `own` while that rests."""
        self._shared = shared
        self._own = own
        self._rest = rest.total_seconds()
        self._clock = clock
        self._resting_until: float | None = None
        self._owed: set[str] = set()

    async def get(self, key: str) -> bytes | None:
        """Return what is kept here, if anything is."""
        if await self._is_answering():
            try:
                return await self._shared.get(key)
            except (RedisError, OSError) as error:
                self._leave_alone(error)
        return await self._own.get(key)

    async def set(self, key: str, value: bytes, ttl: timedelta) -> None:
        """Keep this for so long.

        No process hears what another deletes while each keeps its own: then it is not for long.
        """
        if await self._is_answering():
            try:
                await self._shared.set(key, value, ttl)
            except (RedisError, OSError) as error:
                self._leave_alone(error)
            else:
                return
        await self._own.set(key, value, min(ttl, timedelta(seconds=self._rest)))

    async def delete(self, *keys: str) -> None:
        """Keep nothing here any more."""
        if await self._is_answering():
            try:
                await self._shared.delete(*keys)
            except (RedisError, OSError) as error:
                self._leave_alone(error)
            else:
                return
        await self._own.delete(*keys)
        if len(self._owed) <= _MOST_OWED:
            self._owed.update(keys)

    async def clear(self) -> None:
        """Keep nothing at all any more."""
        await self._own.clear()
        await self._shared.clear()

    async def ping(self) -> None:
        """Raise if Redis does not answer, although the cache works without."""
        await self._shared.ping()

    async def close(self) -> None:
        """Close the connections."""
        await self._shared.close()

    async def _is_answering(self) -> bool:
        """Say whether Redis is to be asked; let one caller try, once it has rested."""
        if self._resting_until is None:
            return True
        if self._clock() < self._resting_until:
            return False
        # All others go on without until this one knows.
        self._resting_until = self._clock() + self._rest
        try:
            await self._settle()
        except (RedisError, OSError) as error:
            self._leave_alone(error)
            return False
        self._resting_until = None
        await self._own.clear()
        log.info("cache_redis_answers")
        return True

    async def _settle(self) -> None:
        """Delete what was to be deleted while Redis was away."""
        await self._shared.ping()
        while owed := set(self._owed):
            if len(owed) > _MOST_OWED:
                await self._shared.clear()
            else:
                await self._shared.delete(*owed)
            self._owed -= owed

    def _leave_alone(self, error: Exception) -> None:
        if self._resting_until is None:
            log.warning("cache_redis_fails", error=f"{type(error).__name__}: {error}")
        self._resting_until = self._clock() + self._rest
