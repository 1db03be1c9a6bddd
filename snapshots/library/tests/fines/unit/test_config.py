"""The settings of fines."""

import pytest
from pydantic import ValidationError

from app.modules.fines.config import FinesSettings


def test_the_batch_limit_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FINES_BATCH_LIMIT", "7")

    assert FinesSettings().batch_limit == 7


def test_a_batch_limit_below_one_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FINES_BATCH_LIMIT", "0")

    with pytest.raises(ValidationError):
        FinesSettings()
