"""A process that others depend on does not start on defaults."""

import pytest
from pydantic import ValidationError

from app.core.config import Settings


def test_a_deployed_process_needs_a_database_url() -> None:
    with pytest.raises(ValidationError, match="DATABASE_URL must be set"):
        Settings(environment="production", database_url=None)


def test_a_local_process_needs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)

    assert not Settings(environment="local", database_url=None).is_deployed


def test_a_refused_setting_is_named_and_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENVIRONMENT", "a-secret-in-the-wrong-place")

    with pytest.raises(ValidationError) as refused:
        Settings()

    assert "environment" in str(refused.value)
    assert "a-secret-in-the-wrong-place" not in str(refused.value)
