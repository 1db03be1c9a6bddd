"""Who is counted together, and where."""

import asyncio
import os
from collections.abc import Sequence
from uuid import uuid4

import pytest
from limits import parse
from redis.asyncio import Redis
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import RedisError
from typing_extensions import override

from app.core.rate_limit.counters import (
    Counters,
    FallbackCounters,
    MemoryCounters,
    RedisCounters,
    Window,
)
from app.core.rate_limit.limiter import Limiter

REDIS_URL = os.environ.get("REDIS_URL", "redis://localhost:6379/0")


class Clock:
    """A time that passes when it is told to."""

    def __init__(self) -> None:
        """Begin in the middle of a minute."""
        self.now = 30.0

    def __call__(self) -> float:
        """Tell the time."""
        return self.now


class BrokenCounters(MemoryCounters):
    """Counters that can be broken, and know who tries them nevertheless."""

    def __init__(self) -> None:
        """Begin broken."""
        super().__init__()
        self.is_broken = True
        self.tries = 0

    @override
    async def add(self, windows: Sequence[Window]) -> list[int]:
        self.tries += 1
        if self.is_broken:
            raise RedisConnectionError("gone")
        return await super().add(windows)


def make_limiter(
    *, default: int = 2, address: int = 5, counters: Counters | None = None, clock: Clock
) -> Limiter:
    return Limiter(
        counters or MemoryCounters(),
        default=parse(f"{default}/minute"),
        address=parse(f"{address}/minute"),
        clock=clock,
    )


@pytest.fixture
def clock() -> Clock:
    """Return a time that stands still."""
    return Clock()


async def test_a_caller_is_told_what_is_left_and_when_it_begins_anew(clock: Clock) -> None:
    limiter = make_limiter(clock=clock)

    told = [await limiter.count("1.1.1.1", None) for _ in range(3)]

    assert [(each.left, each.is_spent) for each in told] == [(1, False), (0, False), (0, True)]
    assert {each.resets_in for each in told} == {30}


async def test_the_next_window_begins_with_nothing_counted(clock: Clock) -> None:
    limiter = make_limiter(default=1, clock=clock)
    await limiter.count("1.1.1.1", None)

    clock.now = 60

    assert not (await limiter.count("1.1.1.1", None)).is_spent


async def test_two_credentials_from_one_address_are_counted_apart(clock: Clock) -> None:
    limiter = make_limiter(default=1, clock=clock)

    assert not (await limiter.count("1.1.1.1", "ada")).is_spent
    assert not (await limiter.count("1.1.1.1", "bob")).is_spent
    assert (await limiter.count("1.1.1.1", "ada")).is_spent


async def test_one_credential_from_two_addresses_is_counted_together(clock: Clock) -> None:
    limiter = make_limiter(default=1, clock=clock)
    await limiter.count("1.1.1.1", "ada")

    assert (await limiter.count("2.2.2.2", "ada")).is_spent


async def test_made_up_credentials_do_not_get_past_the_limit_of_the_address(clock: Clock) -> None:
    limiter = make_limiter(default=2, address=5, clock=clock)

    told = [await limiter.count("1.1.1.1", uuid4().hex) for _ in range(6)]

    assert [each.is_spent for each in told] == [False] * 5 + [True]
    assert told[-1].policy == "address"


async def test_memory_forgets_callers_of_a_window_that_is_over() -> None:
    counters = MemoryCounters()
    for caller in range(100):
        await counters.add([Window(str(caller), 60, 1)])

    await counters.add([Window("new", 60, 2)])

    assert [len(counted) for _, counted in counters._counted.values()] == [1]


async def test_a_redis_that_fails_is_left_alone_and_tried_again(clock: Clock) -> None:
    shared = BrokenCounters()
    counters = FallbackCounters(shared, MemoryCounters(), rest=5, clock=clock)
    limiter = make_limiter(default=2, counters=counters, clock=clock)

    told = [await limiter.count("1.1.1.1", None) for _ in range(3)]
    assert [each.is_spent for each in told] == [False, False, True]
    assert shared.tries == 1

    shared.is_broken = False
    clock.now += 5
    assert not (await limiter.count("1.1.1.1", None)).is_spent
    assert shared.tries == 2


@pytest.mark.integration
async def test_processes_add_up_in_redis(clock: Clock) -> None:
    await require_redis()
    prefix = f"test:{uuid4().hex}"
    processes = [RedisCounters.connect(REDIS_URL, prefix=prefix, timeout=2) for _ in range(2)]
    limiters = [make_limiter(default=30, counters=each, clock=clock) for each in processes]

    told = await asyncio.gather(
        *(limiter.count("1.1.1.1", None) for limiter in limiters for _ in range(20))
    )

    assert sorted(each.used for each in told) == list(range(1, 41))
    assert sum(each.is_spent for each in told) == 10
    async with Redis.from_url(REDIS_URL) as client:
        (key,) = [each async for each in client.scan_iter(match=f"{prefix}:*")]
        assert 0 < await client.ttl(key) <= 60
        await client.delete(key)
    for each in processes:
        await each.ping()
        await each.close()


@pytest.mark.integration
async def test_many_at_once_are_not_taken_for_a_redis_that_is_down(clock: Clock) -> None:
    await require_redis()
    prefix = f"test:{uuid4().hex}"
    own = MemoryCounters()
    redis = RedisCounters.connect(REDIS_URL, prefix=prefix, timeout=2)
    counters = FallbackCounters(redis, own, rest=60)
    limiter = make_limiter(default=100, counters=counters, clock=clock)

    told = await asyncio.gather(*(limiter.count("1.1.1.1", None) for _ in range(200)))

    assert sorted(each.used for each in told) == list(range(1, 201))
    assert own._counted == {}
    async with Redis.from_url(REDIS_URL) as client:
        await client.delete(*[key async for key in client.scan_iter(match=f"{prefix}:*")])
    await counters.close()


async def test_a_redis_that_is_not_there_costs_no_request(clock: Clock) -> None:
    nowhere = RedisCounters.connect("redis://127.0.0.1:1", prefix="test", timeout=0.25)
    counters = FallbackCounters(nowhere, MemoryCounters(), rest=5)
    limiter = make_limiter(default=2, counters=counters, clock=clock)

    async with asyncio.timeout(1):
        told = [await limiter.count("1.1.1.1", None) for _ in range(100)]

    assert sum(each.is_spent for each in told) == 98
    with pytest.raises(RedisError):
        await limiter.ping()
    await limiter.close()


async def require_redis() -> None:
    """Fail with a sentence where there is no Redis."""
    try:
        async with Redis.from_url(REDIS_URL, socket_connect_timeout=2) as client:
            await client.ping()
    except (RedisError, OSError) as error:
        pytest.fail(f"this test needs a Redis; REDIS_URL names {REDIS_URL}: {error}")
