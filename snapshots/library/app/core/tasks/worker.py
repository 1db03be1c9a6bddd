"""The worker, which runs tasks, and the scheduler, which asks for those whose time has come."""

from collections.abc import Sequence
from contextlib import AsyncExitStack

import structlog
from fastapi import FastAPI
from taskiq import (
    AsyncBroker,
    ScheduledTask,
    ScheduleSource,
    TaskiqEvents,
    TaskiqScheduler,
    TaskiqState,
)
from taskiq.exceptions import TaskiqError
from taskiq.schedule_sources import LabelScheduleSource
from typing_extensions import override

from app.core.module import Module

from .broker import build_broker
from .config import get_tasks_settings

log = structlog.get_logger(__name__)


class WorkerError(Exception):
    """The worker cannot start; the message says what it lacks."""


class Scheduler(TaskiqScheduler):
    """Queues what is to run now, and says so where it cannot: the library would say nothing."""

    @override
    async def on_ready(self, source: ScheduleSource, task: ScheduledTask) -> None:
        try:
            await super().on_ready(source, task)
        except TaskiqError as error:
            log.exception("scheduled_task_not_queued", task=task.task_name, exc_info=error)


def build_worker(app: FastAPI, modules: Sequence[Module]) -> tuple[AsyncBroker, TaskiqScheduler]:
    """Return the worker of these modules, and the scheduler that goes with it.

    The worker is this application without its routes: it starts as the application does, so that a
    task finds all that a request finds. Raise `WorkerError` without a Redis.
    """
    settings = get_tasks_settings()
    if settings.url is None:
        raise WorkerError("TASKS_URL must be set: without a Redis nobody queues tasks for a worker")
    broker = build_broker(app, modules, settings)
    stack = AsyncExitStack()

    async def start(state: TaskiqState) -> None:
        await stack.enter_async_context(app.router.lifespan_context(app))

    async def stop(state: TaskiqState) -> None:
        await stack.aclose()

    broker.on_event(TaskiqEvents.WORKER_STARTUP)(start)
    broker.on_event(TaskiqEvents.WORKER_SHUTDOWN)(stop)
    return broker, Scheduler(broker, [LabelScheduleSource(broker)])
