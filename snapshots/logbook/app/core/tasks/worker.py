"""The worker, which runs tasks, and the scheduler, which asks for those whose time has come."""

from collections.abc import Sequence
from contextlib import AsyncExitStack

from fastapi import FastAPI
from taskiq import AsyncBroker, TaskiqEvents, TaskiqScheduler, TaskiqState
from taskiq.schedule_sources import LabelScheduleSource

from app.core.module import Module

from .broker import build_broker
from .config import get_tasks_settings


class WorkerError(Exception):
    """The worker cannot start; the message says what it lacks."""


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
    return broker, TaskiqScheduler(broker, [LabelScheduleSource(broker)])
