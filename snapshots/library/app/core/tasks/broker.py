"""The broker of a process: it knows the tasks of all modules."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import structlog
from fastapi import FastAPI
from taskiq import (
    AsyncBroker,
    InMemoryBroker,
    SmartRetryMiddleware,
    TaskiqMessage,
    TaskiqMiddleware,
    TaskiqResult,
)
from typing_extensions import override

from app.core.db.session import Database
from app.core.logging import request_id_var
from app.core.module import Module

from .config import TasksSettings
from .stream import StreamBroker
from .task import Task

_PAUSE_SECONDS = 5.0
_LONGEST_PAUSE_SECONDS = 600.0

log = structlog.get_logger(__name__)


def build_broker(app: FastAPI, modules: Sequence[Module], settings: TasksSettings) -> AsyncBroker:
    """Return a broker on the Redis of the settings, or one that runs tasks in this process.

    Raise `ValueError` for a task whose name is taken, or does not begin with that of its module.
    """
    broker: AsyncBroker = InMemoryBroker()
    if settings.url is not None:
        broker = StreamBroker(
            str(settings.url),
            queue=settings.queue,
            redeliver_seconds=settings.redeliver_seconds,
        )
    retry = SmartRetryMiddleware(
        default_retry_label=True,
        default_delay=_PAUSE_SECONDS,
        use_jitter=True,
        use_delay_exponent=True,
        max_delay_exponent=_LONGEST_PAUSE_SECONDS,
    )
    broker.add_middlewares(retry, _Log())
    for module in modules:
        for task in module.tasks:
            if not task.name.startswith(f"{module.name}."):
                raise ValueError(f"task `{task.name}` is not called after module `{module.name}`")
            if broker.find_task(task.name) is not None:
                raise ValueError(f"there are two tasks `{task.name}`")
            _register(broker, task, app)
    return broker


def _register(broker: AsyncBroker, task: Task[Any], app: FastAPI) -> None:
    labels: dict[str, Any] = {
        "max_retries": task.tries,
        "timeout": task.timeout.total_seconds(),
    }
    if task.cron is not None:
        labels["schedule"] = [{"cron": task.cron, "schedule_id": task.name}]
    broker.register_task(_runner(task, app), task_name=task.name, **labels)


def _runner(task: Task[Any], app: FastAPI) -> Callable[[dict[str, Any] | None], Awaitable[None]]:
    async def run(arguments: dict[str, Any] | None = None) -> None:
        database: Database = app.state.database
        async with database.unit_of_work() as uow:
            await task.run(task.arguments.model_validate(arguments or {}), uow)

    return run


class _Log(TaskiqMiddleware):
    """Gives every line of a task its id, and the log one line for each try."""

    @override
    def pre_execute(self, message: TaskiqMessage) -> TaskiqMessage:
        request_id_var.set(message.task_id)
        return message

    @override
    def post_execute(self, message: TaskiqMessage, result: TaskiqResult[Any]) -> None:
        log.info(
            "task",
            task=message.task_name,
            status="failed" if result.is_err else "done",
            tries=int(message.labels.get("_retries", 0)) + 1,
            milliseconds=round(result.execution_time * 1000, 1),
        )
