"""What is kept comes back as it was, and is found out once however many ask for it."""

import asyncio
import datetime as dt
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from pydantic import BaseModel

from app.core.cache.cache import Cache
from app.core.cache.stores import MemoryStore

MINUTE = timedelta(minutes=1)


class Rate(BaseModel):
    """A price of something at some time."""

    id: UUID
    at: dt.datetime
    pence: int


@pytest.fixture
def cache() -> Cache:
    """Return a cache that has nothing in it."""
    return Cache(MemoryStore(100))


def rate(pence: int = 5) -> Rate:
    return Rate(id=uuid4(), at=dt.datetime.now(dt.UTC), pence=pence)


class Maker:
    """Makes a rate, slowly, and counts how often it is asked to."""

    def __init__(self, error: Exception | None = None) -> None:
        """Make one, or fail with this."""
        self.calls = 0
        self.error = error
        self.started = asyncio.Event()
        self.may_end = asyncio.Event()

    async def __call__(self) -> Rate:
        """Make a rate of as many pence as there were calls."""
        self.calls += 1
        self.started.set()
        await self.may_end.wait()
        if self.error is not None:
            raise self.error
        return rate(self.calls)


async def test_a_value_comes_back_with_its_type(cache: Cache) -> None:
    given = [rate(), rate()]

    await cache.set("rates", given, ttl=MINUTE)

    assert await cache.get("rates", list[Rate]) == given


async def test_what_was_deleted_or_never_kept_is_not_there(cache: Cache) -> None:
    await cache.set("rates:1", rate(), ttl=MINUTE)

    await cache.delete("rates:1", "rates:2")

    assert await cache.get("rates:1", Rate) is None


async def test_a_value_of_another_shape_is_as_good_as_none(cache: Cache) -> None:
    await cache.set("rates:1", {"pounds": 1}, ttl=MINUTE)
    found = rate()

    async def make() -> Rate:
        return found

    assert await cache.get("rates:1", Rate) is None
    assert await cache.remember("rates:1", Rate, make, ttl=MINUTE) == found
    assert await cache.get("rates:1", Rate) == found


async def test_a_value_cannot_be_kept_for_no_time(cache: Cache) -> None:
    with pytest.raises(ValueError, match="for some time"):
        await cache.set("rates:1", rate(), ttl=timedelta(0))


async def test_twenty_who_ask_at_once_cost_one_call(cache: Cache) -> None:
    make = Maker()

    async with asyncio.TaskGroup() as group:
        asking = [
            group.create_task(cache.remember("rates:1", Rate, make, ttl=MINUTE)) for _ in range(20)
        ]
        await make.started.wait()
        make.may_end.set()

    assert make.calls == 1
    assert {task.result().pence for task in asking} == {1}


async def test_an_error_reaches_all_who_wait_and_is_not_kept(cache: Cache) -> None:
    make = Maker(error=RuntimeError("no rates today"))
    make.may_end.set()

    results = await asyncio.gather(
        *(cache.remember("rates:1", Rate, make, ttl=MINUTE) for _ in range(3)),
        return_exceptions=True,
    )
    make.error = None

    assert [str(each) for each in results] == ["no rates today"] * 3
    assert (await cache.remember("rates:1", Rate, make, ttl=MINUTE)).pence == make.calls


async def test_who_waits_takes_over_from_one_who_leaves(cache: Cache) -> None:
    make = Maker()
    leaving = asyncio.create_task(cache.remember("rates:1", Rate, make, ttl=MINUTE))
    await make.started.wait()
    waiting = asyncio.create_task(cache.remember("rates:1", Rate, make, ttl=MINUTE))
    await asyncio.sleep(0)

    leaving.cancel()
    make.may_end.set()

    assert (await waiting).pence == 2
    assert leaving.cancelled()


async def test_what_was_deleted_while_it_was_made_is_not_kept(cache: Cache) -> None:
    make = Maker()
    asking = asyncio.create_task(cache.remember("rates:1", Rate, make, ttl=MINUTE))
    await make.started.wait()

    await cache.delete("rates:1")
    make.may_end.set()

    assert (await asking).pence == 1
    assert await cache.get("rates:1", Rate) is None
