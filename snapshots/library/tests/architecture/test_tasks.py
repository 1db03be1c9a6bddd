"""The worker knows the tasks of every module, and the scheduler when each is to run."""

from importlib import import_module

import pytest
from pydantic import RedisDsn
from taskiq import AsyncBroker, TaskiqScheduler

from app.core.module import Module
from app.core.tasks import worker
from app.core.tasks.config import TasksSettings, get_tasks_settings
from app.modules.registry import ALL


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch) -> TasksSettings:
    """Give the worker a Redis, which it does not talk to before it starts."""
    made = TasksSettings(url=RedisDsn("redis://localhost:6379/0"))
    monkeypatch.setattr(worker, "get_tasks_settings", lambda: made)
    return made


async def test_the_worker_knows_the_tasks_of_every_module(settings: TasksSettings) -> None:
    process = import_module("app.worker")
    broker, scheduler = process.broker, process.scheduler
    assert isinstance(broker, AsyncBroker)
    assert isinstance(scheduler, TaskiqScheduler)
    tasks = [task for module in ALL for task in module.tasks]
    assert set(broker.get_all_tasks()) == {task.name for task in tasks}

    (source,) = scheduler.sources
    await source.startup()

    wanted = {task.name: task.cron for task in tasks if task.cron is not None}
    assert {each.task_name: each.cron for each in await source.get_schedules()} == wanted


def test_what_the_scheduler_asks_for_needs_no_arguments(module: Module) -> None:
    for task in module.tasks:
        if task.cron is not None:
            task.arguments()


def test_no_task_may_take_longer_than_it_is_left_to_its_worker(module: Module) -> None:
    for task in module.tasks:
        assert task.timeout.total_seconds() < get_tasks_settings().redeliver_seconds
