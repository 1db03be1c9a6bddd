"""The queue in Redis: a stream that a task leaves when it has been done, and not before.

The broker of the library stands behind it, with other ways where its own lose tasks: it looks for
those of dead workers only when new ones come, ends when Redis is away for a moment, never removes
what was done, and does not wait before a task is tried again.
"""

import asyncio
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from typing import Any

import structlog
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from taskiq import AckableMessage, BrokerMessage
from taskiq_redis import RedisStreamBroker
from typing_extensions import override

_TIMEOUT_SECONDS = 5.0
_BLOCK_SECONDS = 1.0
_PAUSE_SECONDS = 1.0
_MOST_CONNECTIONS = 50
_MOST_AT_ONCE = 10
# What has taken this many workers along is not given to another one.
_MOST_DELIVERIES = 5

# Tasks that are due go from the waiting ones to the stream; no other worker sees half of it.
_MOVE_DUE = """
for _, message in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, 100)) do
    redis.call('XADD', KEYS[2], '*', 'data', message)
    redis.call('ZREM', KEYS[1], message)
end
"""

log = structlog.get_logger(__name__)


class StreamBroker(RedisStreamBroker):
    """Puts tasks into a stream, and gives them to the workers of one group."""

    def __init__(self, url: str, *, queue: str, redeliver_seconds: float) -> None:
        """Give a task to another worker if the first one has not done it by then."""
        super().__init__(
            url,
            queue_name=queue,
            consumer_group_name="workers",
            # A task that was queued before the first worker ever came is not lost.
            consumer_id="0",
            idle_timeout=int(redeliver_seconds * 1000),
            max_connection_pool_size=_MOST_CONNECTIONS,
            timeout=_TIMEOUT_SECONDS,
            socket_timeout=_TIMEOUT_SECONDS,
            socket_connect_timeout=_TIMEOUT_SECONDS,
            # Once more and at once: a connection that lay idle may be dead.
            retry=Retry(NoBackoff(), 1),
        )
        self._waiting = f"{queue}:waiting"
        self._claimed_at = 0.0

    async def ping(self) -> None:
        """Raise if Redis does not answer."""
        await self._redis().ping()

    @override
    async def _declare_consumer_group(self) -> None:
        """Leave it to the workers: who only queues tasks can start without Redis."""

    @override
    async def kick(self, message: BrokerMessage) -> None:
        """Queue a task, at once or in so many seconds."""
        if (delay := message.labels.get("delay")) is None:
            await self._redis().xadd(self.queue_name, {"data": message.message})
        else:
            due = time.time() + float(delay)
            await self._redis().zadd(self._waiting, {message.message: due})

    @override
    async def listen(self) -> AsyncGenerator[AckableMessage]:
        """Yield tasks for as long as the worker lives, whether Redis does or not."""
        is_known = False
        while True:
            try:
                if not is_known:
                    await super()._declare_consumer_group()
                    is_known = True
                tasks = [*await self._take_over(), *await self._take_new()]
            except (RedisError, OSError) as error:
                # A Redis that comes back may have forgotten the group.
                is_known = False
                log.warning("task_queue_fails", error=f"{type(error).__name__}: {error}")
                await asyncio.sleep(_PAUSE_SECONDS)
                continue
            for entry, data in tasks:
                yield AckableMessage(data=data, ack=self._ack_generator(entry, self.queue_name))

    async def _take_new(self) -> list[tuple[str, bytes]]:
        redis = self._redis()
        await redis.eval(_MOVE_DUE, 2, self._waiting, self.queue_name, str(time.time()))
        # What comes back depends on the protocol, for the types of the client as well.
        fetched: Any = await redis.xreadgroup(
            self.consumer_group_name,
            self.consumer_name,
            {self.queue_name: ">"},
            count=_MOST_AT_ONCE,
            block=int(_BLOCK_SECONDS * 1000),
        )
        return [(entry, fields[b"data"]) for _, entries in fetched for entry, fields in entries]

    async def _take_over(self) -> list[tuple[str, bytes]]:
        """Return tasks that another worker was given and has not done in time."""
        if time.monotonic() - self._claimed_at < min(self.idle_timeout / 2000, 30):
            return []
        self._claimed_at = time.monotonic()
        redis = self._redis()
        claimed: Any
        _, claimed, *_ = await redis.xautoclaim(
            self.queue_name,
            self.consumer_group_name,
            self.consumer_name,
            min_idle_time=self.idle_timeout,
            count=_MOST_AT_ONCE,
        )
        if not claimed:
            return []
        pending: Any = await redis.xpending_range(
            self.queue_name,
            self.consumer_group_name,
            min=claimed[0][0],
            max=claimed[-1][0],
            count=len(claimed),
            consumername=self.consumer_name,
        )
        deliveries = {each["message_id"]: each["times_delivered"] for each in pending}
        taken = []
        for entry, fields in claimed:
            if deliveries.get(entry, 0) > _MOST_DELIVERIES:
                log.error("task_given_up", message=fields[b"data"].decode(errors="replace"))
                await self._ack_generator(entry, self.queue_name)()
            else:
                log.warning("task_taken_over", entry=entry)
                taken.append((entry, fields[b"data"]))
        return taken

    @override
    def _ack_generator(self, id: str, queue_name: str) -> Callable[[], Awaitable[None]]:
        async def acknowledge() -> None:
            pipeline = self._redis().pipeline()
            pipeline.xack(queue_name, self.consumer_group_name, id)
            pipeline.xdel(queue_name, id)
            try:
                await pipeline.execute()
            except (RedisError, OSError) as error:
                log.warning(
                    "task_done_and_not_acknowledged",
                    entry=id,
                    error=f"{type(error).__name__}: {error}",
                )

        return acknowledge

    def _redis(self) -> Redis:
        return Redis(connection_pool=self.connection_pool)
