"""What `manage smoke` is told of the rate limit."""

from collections.abc import Generator

import pytest
from redis.exceptions import RedisError

from app.cli import _ask
from app.core.rate_limit.config import RateLimitSettings, get_rate_limit_settings
from app.core.rate_limit.smoke import look

from .test_limiter import REDIS_URL, require_redis


@pytest.fixture(autouse=True)
def _settings(monkeypatch: pytest.MonkeyPatch) -> Generator[None]:
    """Read the settings anew, from the environment alone, and leave them as they were."""
    monkeypatch.setitem(RateLimitSettings.model_config, "env_file", None)
    get_rate_limit_settings.cache_clear()
    yield
    monkeypatch.undo()
    get_rate_limit_settings.cache_clear()


async def test_without_a_redis_it_is_in_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RATE_LIMIT_STORAGE_URL", raising=False)

    assert await look() == "each process counts for itself"


@pytest.mark.integration
async def test_a_redis_that_answers_is_well(monkeypatch: pytest.MonkeyPatch) -> None:
    await require_redis()
    monkeypatch.setenv("RATE_LIMIT_STORAGE_URL", REDIS_URL)

    assert await look() == "Redis answers"


async def test_a_redis_that_does_not_answer_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RATE_LIMIT_STORAGE_URL", "redis://127.0.0.1:1/0")

    with pytest.raises((RedisError, OSError)):
        await look()


def test_the_application_can_serve_without_a_common_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RATE_LIMIT_STORAGE_URL", "redis://127.0.0.1:1/0")

    told = _ask("rate-limit", look, required=False)

    assert told["ok"] is True
    assert str(told["detail"]).startswith("degraded: ")
