"""The settings of authors."""

import pytest
from pydantic import ValidationError

from app.modules.authors.config import AuthorsSettings


def test_the_batch_limit_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUTHORS_BATCH_LIMIT", "7")

    assert AuthorsSettings().batch_limit == 7


def test_a_batch_limit_below_one_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUTHORS_BATCH_LIMIT", "0")

    with pytest.raises(ValidationError):
        AuthorsSettings()
