"""A deployed process starts with a key of its own, or not at all."""

import pytest
from pydantic import SecretStr, ValidationError

from app.core.config import Settings
from app.modules.auth import config
from app.modules.auth.config import AuthSettings
from tests.database import NOWHERE

DEVELOPMENT_KEY = AuthSettings.model_fields["secret_key"].default
LONG_ENOUGH = SecretStr("k" * 32)


@pytest.fixture
def production(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(environment="production", database_url=NOWHERE)
    monkeypatch.setattr(config, "get_settings", lambda: settings)


@pytest.mark.usefixtures("production")
def test_production_refuses_the_development_key_and_names_the_setting() -> None:
    with pytest.raises(ValidationError, match="AUTH_SECRET_KEY must be set when ENVIRONMENT is"):
        AuthSettings(secret_key=DEVELOPMENT_KEY)


@pytest.mark.usefixtures("production")
def test_production_starts_with_a_key_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUTH_SECRET_KEY", LONG_ENOUGH.get_secret_value())

    assert AuthSettings().secret_key == LONG_ENOUGH


def test_development_needs_no_key() -> None:
    assert AuthSettings(secret_key=DEVELOPMENT_KEY).secret_key == DEVELOPMENT_KEY


def test_a_short_key_is_refused_and_not_shown() -> None:
    with pytest.raises(ValidationError, match="AUTH_SECRET_KEY") as refused:
        AuthSettings(secret_key=SecretStr("too short a key"))

    assert "too short a key" not in str(refused.value)


def test_tries_that_one_address_could_use_up_are_refused() -> None:
    with pytest.raises(ValidationError, match="AUTH_TRIES_PER_HOUR must be more than twice"):
        AuthSettings(tries_per_hour=40, tries_per_hour_from_one_address=20)


def test_the_default_cost_of_a_password_is_the_profile_of_owasp() -> None:
    fields = AuthSettings.model_fields

    assert fields["password_memory_kib"].default == 19 * 1024
    assert fields["password_iterations"].default == 2
