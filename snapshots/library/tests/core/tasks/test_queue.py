"""A task is queued when the unit of work that asked for it is committed, and never without."""

from collections.abc import AsyncGenerator
from dataclasses import replace

import httpx2
import pytest
from fastapi import FastAPI
from pydantic import BaseModel, RedisDsn, ValidationError
from redis.exceptions import RedisError
from taskiq import InMemoryBroker

from app.core import health
from app.core.application import use_database
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


class Desk:
    """A database whose units of work can ask for a task, and what waits for the end of that."""

    def __init__(self, database: Database, broker: InMemoryBroker) -> None:
        """Ask on this database, and run with this broker."""
        self.database = database
        self._broker = broker

    async def ask(self, task: Task[Letter], text: str) -> None:
        """Ask for the task in a unit of work, and see it done."""
        async with self.database.unit_of_work() as uow:
            uow.record(task.request(Letter(text=text)))
        await self.settle()

    async def settle(self) -> None:
        """Wait until no task runs, and none is tried again."""
        while self._broker._running_tasks:
            await self._broker.wait_all()


@pytest.fixture
async def desk(
    post: Post, database: Database, monkeypatch: pytest.MonkeyPatch
) -> AsyncGenerator[Desk]:
    """Yield a desk at which the task of the post can be asked for."""
    app = chores.build()
    module = replace(chores.MODULE, tasks=(post.deliver,))
    broker = build_broker(app, (module,), TasksSettings(url=None))
    assert isinstance(broker, InMemoryBroker)
    monkeypatch.setattr(queue_module, "build_broker", lambda *_: broker)
    use_database(app, database, (module,))
    async with run_task_queue(app, database, (module,)):
        yield Desk(database, broker)


@pytest.mark.integration
async def test_a_task_runs_after_the_commit_in_a_unit_of_work_of_its_own(
    post: Post, desk: Desk
) -> None:
    async with desk.database.unit_of_work() as uow:
        uow.record(post.deliver.request(Letter(text="hello")))
        await desk.settle()
        assert post.letters == []
    await desk.settle()

    assert post.letters == ["hello"]
    assert post.units[0] is not uow


@pytest.mark.integration
async def test_what_is_rolled_back_asks_for_nothing(post: Post, desk: Desk) -> None:
    async def fail() -> None:
        async with desk.database.unit_of_work() as uow:
            uow.record(post.deliver.request(Letter(text="hello")))
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError, match="stop"):
        await fail()
    await desk.settle()

    assert post.letters == []


@pytest.mark.integration
@pytest.mark.parametrize(("failures", "tries"), [(1, 2), (2, 3), (9, 3)])
async def test_a_task_that_fails_is_tried_as_often_as_it_says(
    post: Post, desk: Desk, failures: int, tries: int
) -> None:
    post.failures = failures

    await desk.ask(post.deliver, "hello")

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
    request = Task("chores.rest", NoArguments, chores.rest).request(NoArguments())

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
