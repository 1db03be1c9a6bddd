"""A task leaves the queue when it has been done, whatever happens to workers and to Redis."""

import asyncio
from collections.abc import AsyncGenerator

import pytest
from redis.asyncio import Redis
from taskiq import AckableMessage, BrokerMessage

from app.core.tasks import stream
from app.core.tasks.stream import StreamBroker

from .conftest import REDIS_URL

pytestmark = pytest.mark.integration

Tasks = AsyncGenerator[AckableMessage]


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look at the queue often."""
    monkeypatch.setattr(stream, "_BLOCK_SECONDS", 0.05)
    monkeypatch.setattr(stream, "_PAUSE_SECONDS", 0.05)


@pytest.fixture
async def broker(queue_name: str) -> AsyncGenerator[StreamBroker]:
    """Yield a broker that gives a task to another worker after a fifth of a second."""
    made = make_broker(queue_name)
    yield made
    await made.shutdown()


def make_broker(queue_name: str, redeliver_seconds: float = 0.2) -> StreamBroker:
    return StreamBroker(REDIS_URL, queue=queue_name, redeliver_seconds=redeliver_seconds)


def letter(text: str, **labels: float) -> BrokerMessage:
    return BrokerMessage(task_id=text, task_name="x", message=text.encode(), labels=labels)


async def take(tasks: Tasks, seconds: float = 5) -> AckableMessage:
    async with asyncio.timeout(seconds):
        return await anext(tasks)


async def acknowledge(message: AckableMessage) -> None:
    done = message.ack()
    assert done is not None
    await done


async def test_a_task_that_is_done_leaves_nothing_behind(
    broker: StreamBroker, redis: Redis, queue_name: str
) -> None:
    await broker.kick(letter("a"))
    tasks = broker.listen()

    message = await take(tasks)
    assert await redis.xlen(queue_name) == 1
    await acknowledge(message)

    assert message.data == b"a"
    assert await redis.xlen(queue_name) == 0


async def test_a_task_of_a_dead_worker_goes_to_another_one(
    broker: StreamBroker, queue_name: str
) -> None:
    await broker.kick(letter("a"))
    dead = make_broker(queue_name)
    assert (await take(dead.listen())).data == b"a"
    await dead.shutdown()

    # No new task comes to remind the other one.
    taken = await take(broker.listen())

    assert taken.data == b"a"


async def test_a_task_that_takes_every_worker_along_is_given_up(
    broker: StreamBroker, redis: Redis, queue_name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "_MOST_DELIVERIES", 2)
    await broker.kick(letter("poison"))
    tasks = broker.listen()
    for _ in range(2):
        assert (await take(tasks)).data == b"poison"

    await asyncio.sleep(0.4)
    await broker.kick(letter("bread"))

    assert (await take(tasks)).data == b"bread"
    assert await redis.xlen(queue_name) == 1


async def test_a_task_with_a_delay_waits(broker: StreamBroker) -> None:
    await broker.kick(letter("late", delay=0.5))
    await broker.kick(letter("early"))
    tasks = broker.listen()

    first = await take(tasks)
    await acknowledge(first)

    assert first.data == b"early"
    assert (await take(tasks)).data == b"late"


async def test_a_worker_survives_what_happens_to_redis(
    broker: StreamBroker, redis: Redis, queue_name: str
) -> None:
    tasks = broker.listen()
    await broker.kick(letter("before"))
    await acknowledge(await take(tasks))
    waiting = asyncio.create_task(take(tasks))
    await asyncio.sleep(0.1)

    # As after a restart without a disk: connections are gone, and so are the stream and its group.
    for connection in broker.connection_pool._in_use_connections:
        await connection.disconnect()
    await redis.delete(queue_name)
    await broker.kick(letter("after"))

    assert (await waiting).data == b"after"


async def test_whoever_queues_needs_no_worker_to_have_been_there(
    broker: StreamBroker, queue_name: str
) -> None:
    await broker.startup()
    await broker.kick(letter("first"))
    worker = make_broker(queue_name)

    assert (await take(worker.listen())).data == b"first"
    await worker.shutdown()
