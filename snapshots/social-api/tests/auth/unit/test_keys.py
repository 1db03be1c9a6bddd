"""The keys of the issuer are asked for as seldom as possible, and trusted as long as is safe."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from app.modules.auth.config import AuthSettings
from app.modules.auth.exceptions import InvalidTokenError, IssuerUnavailableError
from app.modules.auth.services.key_set import KeySet, KeySetError, parse_key_set
from app.modules.auth.services.keys import IssuerKeys
from tests.issuer import make_key, publish

SETTINGS = AuthSettings(keys_fresh_minutes=60, keys_retry_seconds=10, keys_trusted_hours=24)
HOUR = 3600


def key_set(*key_ids: str) -> KeySet:
    return parse_key_set({"keys": [publish(key_id, make_key("ES256")) for key_id in key_ids]})


class Scene:
    """Keys with an issuer and a clock that obey."""

    def __init__(self) -> None:
        self.now = 1_000_000.0
        self.published: KeySet | None = key_set("one")
        self.asked = 0
        self.wait: Callable[[], Awaitable[object]] = self.no_time
        self.keys = IssuerKeys(self.fetch, SETTINGS, clock=lambda: self.now)

    async def no_time(self) -> None:
        """Answer at once."""

    async def fetch(self) -> KeySet:
        self.asked += 1
        await self.wait()
        if self.published is None:
            raise KeySetError("it is down")
        return self.published

    async def finds(self, key_id: str | None) -> bool:
        try:
            await self.keys.find(key_id)
        except InvalidTokenError:
            return False
        return True


@pytest.fixture
def scene() -> Scene:
    return Scene()


async def test_keys_are_asked_for_once_and_kept(scene: Scene) -> None:
    for _ in range(3):
        assert await scene.finds("one")

    assert scene.asked == 1


async def test_old_keys_are_asked_for_again(scene: Scene) -> None:
    await scene.finds("one")
    scene.now += HOUR
    scene.published = key_set("two")

    assert not await scene.finds("one")
    assert await scene.finds("two")
    assert scene.asked == 2


async def test_a_new_key_is_found_without_waiting_for_the_old_ones_to_age(scene: Scene) -> None:
    await scene.finds("one")
    scene.now += 10
    scene.published = key_set("one", "two")

    assert await scene.finds("two")
    assert scene.asked == 2


async def test_a_flood_of_unknown_keys_asks_once_in_the_interval(scene: Scene) -> None:
    await scene.finds("one")
    for _ in range(10):
        scene.now += 1
        found = await asyncio.gather(*(scene.finds(f"unknown {number}") for number in range(100)))
        assert not any(found)

    assert scene.asked == 2
    assert await scene.finds("one")


async def test_many_at_a_time_ask_once(scene: Scene) -> None:
    scene.wait = lambda: asyncio.sleep(0.01)

    found = await asyncio.gather(*(scene.finds("one") for _ in range(100)))

    assert all(found)
    assert scene.asked == 1


async def test_known_keys_work_while_the_issuer_is_down(scene: Scene) -> None:
    await scene.finds("one")
    scene.published = None
    for _ in range(23):
        scene.now += HOUR
        assert await scene.finds("one")
        assert await scene.finds("one")

    # Once an hour, and not once a request.
    assert scene.asked == 1 + 23


async def test_keys_are_not_trusted_for_ever(scene: Scene) -> None:
    await scene.finds("one")
    scene.published = None
    scene.now += 24 * HOUR

    with pytest.raises(IssuerUnavailableError):
        await scene.keys.find("one")


async def test_an_issuer_that_comes_back_is_asked_after_the_interval(scene: Scene) -> None:
    scene.published = None
    for _ in range(3):
        with pytest.raises(IssuerUnavailableError):
            await scene.keys.find("one")
    assert scene.asked == 1
    scene.published = key_set("one")
    scene.now += 10

    assert await scene.finds("one")
    assert scene.asked == 2


async def test_nobody_with_a_known_key_waits_for_an_issuer_that_hangs(scene: Scene) -> None:
    await scene.finds("one")
    scene.now += HOUR
    answered = asyncio.Event()
    scene.wait = answered.wait
    waiting = asyncio.create_task(scene.finds("one"))
    await asyncio.sleep(0)

    async with asyncio.timeout(1):
        assert await scene.finds("one")

    answered.set()
    assert await waiting


async def test_one_who_gives_up_waiting_leaves_no_lock_behind(scene: Scene) -> None:
    scene.wait = asyncio.Event().wait
    waiting = asyncio.create_task(scene.keys.find("one"))
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    scene.wait = scene.no_time
    scene.now += 10

    assert await scene.finds("one")


async def test_a_token_that_names_no_key_means_the_only_one(scene: Scene) -> None:
    assert await scene.finds(None)
    scene.now += HOUR
    scene.published = key_set("one", "two")

    assert not await scene.finds(None)
    assert scene.asked == 2
    scene.now += 10
    assert not await scene.finds(None)
    assert scene.asked == 2
