"""A worker as it is deployed: a process that takes tasks out of Redis."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from pydantic import RedisDsn
from redis.asyncio import Redis

import app
from app.core.tasks import NoArguments, Task
from app.core.tasks import worker as worker_module
from app.core.tasks.broker import build_broker
from app.core.tasks.config import TasksSettings
from app.core.tasks.queue import TaskQueue
from app.core.tasks.worker import WorkerError, build_worker

from . import chores
from .chores import HANG, STUMBLE, SWEEP, Chore
from .conftest import REDIS_URL

_PATIENCE_SECONDS = 60
_COMMAND = (sys.executable, "-m", "taskiq", "worker", "tests.core.tasks.chores:broker")
_OPTIONS = ("--workers", "1", "--no-configure-logging")

Spawn = Callable[[], "subprocess.Popen[bytes]"]


@contextmanager
def worker(queue_name: str) -> Generator["subprocess.Popen[bytes]"]:
    """Run a worker of this queue until it is killed."""
    process = subprocess.Popen(  # noqa: S603
        [*_COMMAND, *_OPTIONS],
        cwd=Path(app.__file__).parents[1],
        env={
            **os.environ,
            "TASKS_URL": REDIS_URL,
            "TASKS_QUEUE": queue_name,
            "TASKS_REDELIVER_SECONDS": "2",
        },
        start_new_session=True,
    )
    try:
        yield process
    finally:
        kill(process)


def kill(process: "subprocess.Popen[bytes]") -> None:
    """End a worker and its children as a machine does that loses power."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@pytest.fixture
def spawn(queue_name: str) -> Generator[Spawn]:
    """Yield what starts workers, which end with the test."""
    with ExitStack() as stack:
        yield lambda: stack.enter_context(worker(queue_name))


@pytest.fixture
async def queue(queue_name: str) -> AsyncGenerator[TaskQueue]:
    """Yield the queue that the workers take from."""
    settings = TasksSettings(url=RedisDsn(REDIS_URL), queue=queue_name)
    broker = build_broker(chores.build(), (chores.MODULE,), settings)
    yield TaskQueue(broker)
    await broker.shutdown()


@pytest.fixture
async def key(redis: Redis) -> AsyncGenerator[str]:
    """Yield where a task leaves its trace."""
    name = f"test:{uuid4().hex}"
    yield name
    await redis.delete(name)


async def ask(queue: TaskQueue, task: Task[Chore], key: str) -> None:
    await queue.put(task.request(Chore(key=key)))


async def until(is_so: Callable[[], Awaitable[bool]]) -> None:
    """Wait until something is so; Redis tells nobody."""
    async with asyncio.timeout(_PATIENCE_SECONDS):
        while not await is_so():  # noqa: ASYNC110
            await asyncio.sleep(0.05)


@pytest.mark.integration
async def test_a_task_is_run_by_a_worker_and_again_by_another_when_the_first_dies(
    queue: TaskQueue, redis: Redis, queue_name: str, key: str, spawn: Spawn
) -> None:
    async def has_left_a_trace() -> bool:
        return await redis.llen(key) == 1

    async def was_tried_twice() -> bool:
        return await redis.llen(key) == 2

    async def is_done() -> bool:
        return await redis.xlen(queue_name) == 0

    first = spawn()
    await ask(queue, SWEEP, key)
    await until(has_left_a_trace)
    assert await redis.lpop(key) == b"swept"

    await ask(queue, HANG, key)
    await until(has_left_a_trace)
    kill(first)
    assert await redis.xlen(queue_name) == 1
    spawn()

    await until(was_tried_twice)
    await until(is_done)


@pytest.mark.integration
async def test_a_task_that_fails_is_tried_again_after_a_while(
    queue: TaskQueue, redis: Redis, queue_name: str, key: str, spawn: Spawn
) -> None:
    waiting = f"{queue_name}:waiting"

    async def is_waiting() -> bool:
        return await redis.zcard(waiting) == 1

    async def was_tried_twice() -> bool:
        return await redis.llen(key) == 2

    spawn()
    await ask(queue, STUMBLE, key)
    await until(is_waiting)
    assert await redis.lrange(key, 0, -1) == [b"stumbled"]

    # Its time has come.
    [message] = [each async for each, _ in redis.zscan_iter(waiting)]
    await redis.zadd(waiting, {message: 0})

    await until(was_tried_twice)


def test_a_worker_without_a_redis_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_module, "get_tasks_settings", lambda: TasksSettings(url=None))

    with pytest.raises(WorkerError, match="TASKS_URL must be set"):
        build_worker(chores.build(), ())


async def test_a_scheduler_without_its_redis_says_what_it_could_not_queue(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = TasksSettings(url=RedisDsn("redis://127.0.0.1:1/0"))
    monkeypatch.setattr(worker_module, "get_tasks_settings", lambda: settings)
    nightly = Task("chores.sweep", NoArguments, chores.rest, cron="17 3 * * *")
    module = replace(chores.MODULE, tasks=(nightly,))
    _, scheduler = build_worker(chores.build(), (module,))
    (source,) = scheduler.sources
    await source.startup()
    (scheduled,) = await source.get_schedules()

    await scheduler.on_ready(source, scheduled)

    said = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(each["event"], each["task"]) for each in said] == [
        ("scheduled_task_not_queued", "chores.sweep")
    ]
