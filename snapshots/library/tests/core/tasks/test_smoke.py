"""What `manage smoke` is told of tasks."""

from collections.abc import Generator

import pytest
from redis.exceptions import RedisError

from app.cli import _ask
from app.core.tasks.config import TasksSettings, get_tasks_settings
from app.core.tasks.smoke import look

from .conftest import REDIS_URL


@pytest.fixture(autouse=True)
def _settings(monkeypatch: pytest.MonkeyPatch) -> Generator[None]:
    """Read the settings anew, from the environment alone, and leave them as they were."""
    monkeypatch.setitem(TasksSettings.model_config, "env_file", None)
    get_tasks_settings.cache_clear()
    yield
    monkeypatch.undo()
    get_tasks_settings.cache_clear()


async def test_without_a_redis_it_is_in_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TASKS_URL", raising=False)

    assert await look() == "tasks run in the process that queues them"


@pytest.mark.integration
@pytest.mark.usefixtures("redis")
async def test_a_redis_that_answers_is_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TASKS_URL", REDIS_URL)

    assert await look() == "Redis answers"


async def test_a_redis_that_does_not_answer_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TASKS_URL", "redis://127.0.0.1:1/0")

    with pytest.raises((RedisError, OSError)):
        await look()


def test_the_application_cannot_serve_where_tasks_are_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TASKS_URL", "redis://127.0.0.1:1/0")

    told = _ask("tasks", look, required=True)

    assert told["ok"] is False
    assert str(told["detail"]).startswith("down: ")
