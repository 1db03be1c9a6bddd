"""What an operator can do to the cache."""

from collections.abc import Generator
from datetime import timedelta
from uuid import uuid4

import anyio
import pytest
from typer.testing import CliRunner

from app.cli import app
from app.core.cache.config import CacheSettings, get_cache_settings
from app.core.cache.stores import RedisStore

from .servers import require_redis


@pytest.fixture(autouse=True)
def _settings(monkeypatch: pytest.MonkeyPatch) -> Generator[None]:
    """Read the settings anew, and leave them as they were."""
    get_cache_settings.cache_clear()
    yield
    monkeypatch.undo()
    get_cache_settings.cache_clear()


def clear(**environment: str) -> tuple[int, str]:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        result = CliRunner().invoke(app, ["cache", "clear"])
    return result.exit_code, result.output


@pytest.mark.integration
async def test_the_cache_is_emptied_and_its_neighbours_are_not() -> None:
    url = await require_redis()
    ours, others = f"test:{uuid4().hex}", f"test:{uuid4().hex}"
    mine, foreign = (RedisStore.connect(url, prefix=each, timeout=2) for each in (ours, others))
    for store in (mine, foreign):
        await store.set("a", b"1", timedelta(minutes=1))

    # The command has an event loop of its own.
    said = await anyio.to_thread.run_sync(lambda: clear(CACHE_URL=url, CACHE_PREFIX=ours))

    assert said == (0, "the cache is empty\n")
    assert (await mine.get("a"), await foreign.get("a")) == (None, b"1")
    for store in (mine, foreign):
        await store.clear()
        await store.close()


def test_what_cannot_be_emptied_is_told_in_a_sentence() -> None:
    code, said = clear(CACHE_URL="redis://127.0.0.1:1/0")

    assert code == 1
    assert said.startswith("error: the cache could not be cleared: ")


def test_without_a_redis_there_is_nothing_to_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(CacheSettings.model_config, "env_file", None)
    monkeypatch.delenv("CACHE_URL", raising=False)

    assert clear() == (1, "error: CACHE_URL is not set: every process keeps its own\n")
