"""What `manage smoke` is told of the cache."""

from collections.abc import Generator

import pytest
from redis.exceptions import RedisError

from app.cli import _ask
from app.core.cache.config import CacheSettings, get_cache_settings
from app.core.cache.smoke import look

from .servers import require_redis


@pytest.fixture(autouse=True)
def _settings(monkeypatch: pytest.MonkeyPatch) -> Generator[None]:
    """Read the settings anew, from the environment alone, and leave them as they were."""
    monkeypatch.setitem(CacheSettings.model_config, "env_file", None)
    get_cache_settings.cache_clear()
    yield
    monkeypatch.undo()
    get_cache_settings.cache_clear()


async def test_without_a_redis_it_is_in_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CACHE_URL", raising=False)

    assert await look() == "in the memory of each process"


@pytest.mark.integration
async def test_a_redis_that_answers_is_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CACHE_URL", await require_redis())

    assert await look() == "Redis answers"


async def test_a_redis_that_does_not_answer_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CACHE_URL", "redis://127.0.0.1:1/0")

    with pytest.raises((RedisError, OSError)):
        await look()


def test_the_application_can_serve_without_a_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CACHE_URL", "redis://127.0.0.1:1/0")

    told = _ask("cache", look, required=False)

    assert told["ok"] is True
    assert str(told["detail"]).startswith("degraded: ")
