"""A task is queued when the unit of work that asked for it is committed, and never without."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI
from pydantic import BaseModel, RedisDsn, ValidationError
from redis.exceptions import RedisError
from taskiq import InMemoryBroker

from app.core import health
from app.core.config import get_settings
from app.core.db.session import Database, UnitOfWork
from app.core.tasks import NoArguments, Task
from app.core.tasks import queue as queue_module
from app.core.tasks.broker import build_broker
from app.core.tasks.config import TasksSettings
from app.core.tasks.queue import TaskQueue, TaskQueueError, run_task_queue

from . import chores


class Letter(BaseModel):
    """What a letter says."""

    text: str


class Post:
    """A task that keeps the letters it was given, and the units of work it had."""

    def __init__(self) -> None:
        """Begin with none."""
        self.letters: list[str] = []
        self.units: list[UnitOfWork] = []
        self.failures = 0
        self.deliver = Task("chores.deliver", Letter, self._run, tries=3)

    async def _run(self, letter: Letter, uow: UnitOfWork) -> None:
        self.letters.append(letter.text)
        self.units.append(uow)
        if self.failures:
            self.failures -= 1
            raise RuntimeError("nobody at home")


@pytest.fixture
def post() -> Post:
    """Return a task that nobody has asked for."""
    return Post()


Opened = tuple[Database, Callable[[], Awaitable[None]]]


@asynccontextmanager
async def opened(post: Post, settings: TasksSettings | None = None) -> AsyncGenerator[Opened]:
    """Yield a database whose units of work can ask for the task, and what waits for its end."""
    app = chores.build()
    module = replace(chores.MODULE, tasks=(post.deliver,))
    brokers: list[Any] = []

    def build(*args: Any) -> Any:
        brokers.append(build_broker(args[0], args[1], settings or TasksSettings(url=None)))
        return brokers[0]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(queue_module, "build_broker", build)
        database: Database = app.state.database
        async with run_task_queue(app, database, (module,)):

            async def settle() -> None:
                assert isinstance(brokers[0], InMemoryBroker)
                while brokers[0]._running_tasks:
                    await brokers[0].wait_all()

            yield database, settle


async def test_a_task_runs_after_the_commit_in_a_unit_of_work_of_its_own(post: Post) -> None:
    async with opened(post) as (database, settle):
        async with database.unit_of_work() as uow:
            uow.record(post.deliver.request(Letter(text="hello")))
            await settle()
            assert post.letters == []
        await settle()

    assert post.letters == ["hello"]
    assert post.units[0] is not uow


async def test_what_is_rolled_back_asks_for_nothing(post: Post) -> None:
    async def fail(database: Database) -> None:
        async with database.unit_of_work() as uow:
            uow.record(post.deliver.request(Letter(text="hello")))
            raise RuntimeError("stop")

    async with opened(post) as (database, settle):
        with pytest.raises(RuntimeError, match="stop"):
            await fail(database)
        await settle()

    assert post.letters == []


@pytest.mark.parametrize(("failures", "tries"), [(1, 2), (2, 3), (9, 3)])
async def test_a_task_that_fails_is_tried_as_often_as_it_says(
    post: Post, failures: int, tries: int
) -> None:
    post.failures = failures
    async with opened(post) as (database, settle):
        async with database.unit_of_work() as uow:
            uow.record(post.deliver.request(Letter(text="hello")))
        await settle()

    assert len(post.letters) == tries


async def test_without_its_redis_a_task_is_refused_with_a_sentence(post: Post) -> None:
    app = chores.build()
    nowhere = TasksSettings(url=RedisDsn("redis://127.0.0.1:1/0"))
    broker = build_broker(app, (replace(chores.MODULE, tasks=(post.deliver,)),), nowhere)
    queue = TaskQueue(broker)

    with pytest.raises(TaskQueueError, match=r"task `chores\.deliver` could not be queued: "):
        await queue.put(post.deliver.request(Letter(text="hello")))
    with pytest.raises(RedisError):
        await queue.ping()


async def test_without_its_redis_a_process_starts_and_is_not_ready(post: Post) -> None:
    app = chores.build()
    settings = TasksSettings(url=RedisDsn("redis://127.0.0.1:1/0"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(queue_module, "get_tasks_settings", lambda: settings)
        async with run_task_queue(app, app.state.database, ()):
            health.add(app, "database", works)
            answer = await ready(app)

    assert answer.status_code == 503
    assert answer.json()["checks"]["tasks"] == "down"


async def test_an_unknown_task_is_refused_with_a_sentence(post: Post) -> None:
    broker = build_broker(chores.build(), (), TasksSettings(url=None))

    with pytest.raises(TaskQueueError, match=r"no module has a task `chores\.deliver`"):
        await TaskQueue(broker).put(post.deliver.request(Letter(text="hello")))


async def test_tasks_are_called_after_their_module_and_not_alike(post: Post) -> None:
    twice = replace(chores.MODULE, tasks=(post.deliver, post.deliver))
    foreign = replace(chores.MODULE, name="errands", tasks=(post.deliver,))

    for module, complaint in ((twice, "two tasks"), (foreign, "not called after")):
        with pytest.raises(ValueError, match=complaint):
            build_broker(chores.build(), (module,), TasksSettings(url=None))


def test_a_request_can_travel() -> None:
    request = Task("chores.rest", NoArguments, chores.sweep).request(NoArguments())  # type: ignore[arg-type]

    assert type(request).model_validate_json(request.model_dump_json()) == request


def test_a_deployment_without_a_redis_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(get_settings(), "environment", "production")

    with pytest.raises(ValidationError, match="TASKS_URL must be set when ENVIRONMENT"):
        TasksSettings(url=None)


async def works() -> None:
    """Find nothing wrong."""


async def ready(app: FastAPI) -> httpx2.Response:
    transport = httpx2.ASGITransport(app=app)
    async with httpx2.AsyncClient(transport=transport, base_url="http://test") as client:
        return await client.get("/health/ready")
