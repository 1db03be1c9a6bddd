"""A deployment needs a Redis; everybody else has the memory of the process."""

import pytest
from pydantic import ValidationError

from app.core.cache.config import CacheSettings
from app.core.config import get_settings


def test_a_deployment_without_a_redis_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(get_settings(), "environment", "production")

    with pytest.raises(ValidationError, match="CACHE_URL must be set when ENVIRONMENT"):
        CacheSettings(url=None)


def test_a_url_that_is_refused_is_not_shown() -> None:
    with pytest.raises(ValidationError) as refused:
        CacheSettings.model_validate({"url": "http://user:hunter2@localhost"})

    assert "hunter2" not in str(refused.value)


@pytest.mark.parametrize("prefix", ["", "a*", "A", "a b"])
def test_a_prefix_is_no_pattern(prefix: str) -> None:
    with pytest.raises(ValidationError):
        CacheSettings(prefix=prefix)
