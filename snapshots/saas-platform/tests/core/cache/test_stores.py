"""The stores do the same, and one stands in for the other."""

import asyncio
import time
from collections.abc import AsyncGenerator
from datetime import timedelta
from uuid import uuid4

import pytest
from redis.exceptions import ConnectionError as RedisConnectionError
from typing_extensions import override

from app.core.cache.stores import FallbackStore, MemoryStore, RedisStore, Store

from .servers import Link, link, require_redis

MINUTE = timedelta(minutes=1)


class Clock:
    """A time that passes when it is told to."""

    def __init__(self) -> None:
        """Begin."""
        self.now = 0.0

    def __call__(self) -> float:
        """Tell the time."""
        return self.now


class BrokenStore(MemoryStore):
    """A store that can be broken, and counts who tries it nevertheless."""

    def __init__(self) -> None:
        """Begin whole."""
        super().__init__(100)
        self.is_broken = False
        self.tries = 0

    def _fail(self) -> None:
        if self.is_broken:
            self.tries += 1
            raise RedisConnectionError("gone")

    @override
    async def get(self, key: str) -> bytes | None:
        self._fail()
        return await super().get(key)

    @override
    async def set(self, key: str, value: bytes, ttl: timedelta) -> None:
        self._fail()
        await super().set(key, value, ttl)

    @override
    async def delete(self, *keys: str) -> None:
        self._fail()
        await super().delete(*keys)

    @override
    async def ping(self) -> None:
        self._fail()


@pytest.fixture(params=["memory", pytest.param("redis", marks=pytest.mark.integration)])
async def store(request: pytest.FixtureRequest) -> AsyncGenerator[Store]:
    """Yield an empty store of each kind."""
    made: Store = MemoryStore(100)
    if request.param == "redis":
        made = RedisStore.connect(await require_redis(), prefix=f"test:{uuid4().hex}", timeout=2)
    yield made
    await made.clear()
    await made.close()


@pytest.fixture
async def way() -> AsyncGenerator[Link]:
    """Yield a way to Redis that can be cut."""
    async with link() as made:
        yield made


async def test_a_store_keeps_and_forgets(store: Store) -> None:
    await store.set("a", b"1", MINUTE)
    await store.set("b", b"2", MINUTE)
    await store.set("c", b"3", timedelta(milliseconds=50))

    await store.delete("b", "never-there")
    await store.delete()
    await asyncio.sleep(0.1)

    assert [await store.get(key) for key in "abcd"] == [b"1", None, None, None]


async def test_an_empty_store_has_forgotten_everything(store: Store) -> None:
    await store.set("a", b"1", MINUTE)

    await store.clear()

    assert await store.get("a") is None


@pytest.mark.integration
async def test_two_prefixes_in_one_redis_know_nothing_of_each_other() -> None:
    url = await require_redis()
    one, other = (
        RedisStore.connect(url, prefix=f"test:{uuid4().hex}", timeout=2) for _ in range(2)
    )
    await one.set("a", b"1", MINUTE)

    await other.clear()

    assert (await one.get("a"), await other.get("a")) == (b"1", None)
    for each in (one, other):
        await each.clear()
        await each.close()


async def test_memory_lets_go_of_what_was_not_asked_for_longest() -> None:
    store = MemoryStore(2)
    await store.set("old", b"1", MINUTE)
    await store.set("older", b"2", MINUTE)
    await store.get("old")

    await store.set("new", b"3", MINUTE)

    assert [await store.get(key) for key in ("old", "older", "new")] == [b"1", None, b"3"]


async def test_a_broken_store_is_left_alone_and_then_tried_by_one() -> None:
    clock, shared = Clock(), BrokenStore()
    store = FallbackStore(shared, MemoryStore(100), rest=timedelta(seconds=5), clock=clock)
    shared.is_broken = True

    for _ in range(10):
        await store.get("a")
    assert shared.tries == 1

    clock.now = 6
    await asyncio.gather(*(store.get("a") for _ in range(10)))
    assert shared.tries == 2


async def test_memory_stands_in_and_is_not_believed_for_long() -> None:
    clock, shared, own = Clock(), BrokenStore(), Clock()
    memory = MemoryStore(100, clock=own)
    store = FallbackStore(shared, memory, rest=timedelta(seconds=5), clock=clock)
    shared.is_broken = True

    await store.set("a", b"1", MINUTE)
    assert await store.get("a") == b"1"

    own.now = 5
    assert await store.get("a") is None


async def test_what_was_deleted_meanwhile_does_not_come_back() -> None:
    clock, shared = Clock(), BrokenStore()
    store = FallbackStore(shared, MemoryStore(100), rest=timedelta(seconds=5), clock=clock)
    await store.set("a", b"old", MINUTE)
    await store.set("b", b"kept", MINUTE)
    shared.is_broken = True
    await store.delete("a")

    shared.is_broken = False
    clock.now = 6

    assert (await store.get("a"), await store.get("b")) == (None, b"kept")


@pytest.mark.integration
async def test_an_outage_costs_no_waiting_and_ends_by_itself(way: Link) -> None:
    prefix = f"test:{uuid4().hex}"
    redis = RedisStore.connect(way.url, prefix=prefix, timeout=0.25)
    store = FallbackStore(redis, MemoryStore(100), rest=timedelta(seconds=0.3))
    await store.set("a", b"1", MINUTE)

    await way.cut()
    started = time.perf_counter()
    assert await store.get("a") is None
    for _ in range(100):
        await store.set("b", b"2", MINUTE)
        await store.get("b")
    assert time.perf_counter() - started < 0.3
    with pytest.raises((RedisConnectionError, OSError)):
        await store.ping()

    await way.mend()
    await asyncio.sleep(0.35)
    assert await store.get("a") == b"1"
    await store.ping()
    await store.clear()
    await store.close()


@pytest.mark.integration
async def test_many_at_once_are_not_taken_for_a_redis_that_is_down() -> None:
    redis = RedisStore.connect(await require_redis(), prefix=f"test:{uuid4().hex}", timeout=2)
    own = BrokenStore()
    store = FallbackStore(redis, own, rest=MINUTE)
    await store.set("a", b"1", MINUTE)
    own.is_broken = True

    found = await asyncio.gather(*(store.get("a") for _ in range(200)))

    assert (found, own.tries) == ([b"1"] * 200, 0)
    await redis.clear()
    await store.close()


async def test_a_redis_that_says_nothing_is_waited_for_once() -> None:
    async def say_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    server = await asyncio.start_server(say_nothing, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    redis = RedisStore.connect(f"redis://127.0.0.1:{port}", prefix="test", timeout=0.1)
    store = FallbackStore(redis, MemoryStore(100), rest=MINUTE)

    started = time.perf_counter()
    for _ in range(20):
        await store.get("a")

    assert time.perf_counter() - started < 1
    await store.close()
    server.close()
