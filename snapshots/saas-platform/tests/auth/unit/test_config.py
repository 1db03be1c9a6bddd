"""The settings are bounded: a key that never ends cannot be set by mistake."""

from datetime import timedelta

import pytest
from pydantic import ValidationError

from app.modules.auth.config import AuthSettings


def test_a_key_is_good_for_a_year_and_goes_on_for_a_day_after_its_replacement() -> None:
    settings = AuthSettings.model_construct()

    assert settings.key_lifetime == timedelta(days=365)
    assert settings.rotation_overlap == timedelta(days=1)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("AUTH_KEY_DAYS", "0"),
        ("AUTH_KEY_DAYS", "3651"),
        ("AUTH_ROTATION_HOURS", "-1"),
        ("AUTH_BATCH_LIMIT", "0"),
    ],
)
def test_a_setting_out_of_bounds_is_refused(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(ValidationError):
        AuthSettings()
