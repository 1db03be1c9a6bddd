"""How the application has tasks run."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager

from fastapi import FastAPI
from taskiq import AsyncBroker
from taskiq.exceptions import TaskiqError

from app.core import health
from app.core.db.session import Database, UnitOfWork
from app.core.events import Listener
from app.core.module import Module

from .broker import build_broker
from .config import get_tasks_settings
from .stream import StreamBroker
from .task import TaskRequested


class TaskQueueError(Exception):
    """A task could not be queued; the message names it."""


class TaskQueue:
    """Queues tasks that were asked for."""

    def __init__(self, broker: AsyncBroker) -> None:
        """Queue them with this broker."""
        self._broker = broker

    async def put(self, request: TaskRequested) -> None:
        """Queue a task, under the id of the request; raise `TaskQueueError` if that fails."""
        task = self._broker.find_task(request.task)
        if task is None:
            raise TaskQueueError(f"no module has a task `{request.task}`")
        try:
            await task.kicker().with_task_id(str(request.event_id)).kiq(request.arguments)
        except TaskiqError as error:
            raise TaskQueueError(
                f"task `{request.task}` could not be queued: {error.__cause__}"
            ) from error

    async def ping(self) -> None:
        """Raise if tasks cannot be queued."""
        if isinstance(self._broker, StreamBroker):
            await self._broker.ping()


@asynccontextmanager
async def run_task_queue(
    app: FastAPI, database: Database, modules: Sequence[Module]
) -> AsyncGenerator[TaskQueue]:
    """Queue what the units of work of this database ask for."""
    broker = build_broker(app, modules, get_tasks_settings())
    queue = TaskQueue(broker)

    async def enqueue(event: TaskRequested, uow: UnitOfWork) -> None:
        await queue.put(event)

    await broker.startup()
    database.bus.subscribe(Listener(TaskRequested, enqueue))
    # A process that cannot queue tasks would lose those of the requests that it gets.
    health.add(app, "tasks", queue.ping)
    try:
        yield queue
    finally:
        await broker.shutdown()
