"""A deployment says where its mails go and from whom they come, or does not start."""

import pytest
from pydantic import ValidationError

from app.core.config import Settings
from app.core.email import config
from app.core.email.config import EmailSettings
from tests.database import NOWHERE

WHOLE = {"SMTP_HOST": "mail.example.com", "SMTP_SENDER": "Demo <no-reply@example.com>"}


@pytest.fixture(autouse=True)
def forget_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in EmailSettings.model_fields:
        monkeypatch.delenv(f"SMTP_{name.upper()}", raising=False)


@pytest.fixture
def production(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(environment="production", database_url=NOWHERE)
    monkeypatch.setattr(config, "get_settings", lambda: settings)
    for name, value in WHOLE.items():
        monkeypatch.setenv(name, value)


@pytest.mark.usefixtures("production")
def test_a_deployment_with_a_server_and_a_sender_starts() -> None:
    assert EmailSettings().security == "starttls"


@pytest.mark.usefixtures("production")
@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("value", [None, ""])
def test_a_deployment_needs_a_server_and_a_sender(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str | None
) -> None:
    if value is None:
        monkeypatch.delenv(name)
    else:
        monkeypatch.setenv(name, value)

    with pytest.raises(ValidationError, match=f"{name} must be set|one address"):
        EmailSettings()


@pytest.mark.usefixtures("production")
def test_a_deployment_sends_no_password_in_the_clear(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMTP_USERNAME", "app")
    monkeypatch.setenv("SMTP_PASSWORD", "secret")
    monkeypatch.setenv("SMTP_SECURITY", "none")

    with pytest.raises(ValidationError, match="SMTP_SECURITY"):
        EmailSettings()


def test_development_needs_no_server() -> None:
    assert EmailSettings(host=None).host is None


@pytest.mark.parametrize("name", ["SMTP_USERNAME", "SMTP_PASSWORD"])
def test_a_name_and_a_password_go_together(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "open sesame")

    with pytest.raises(ValidationError, match="go together") as refused:
        EmailSettings()

    assert "sesame" not in str(refused.value)


@pytest.mark.parametrize("sender", ["", "nobody", "a@example.com, b@example.com"])
def test_a_sender_is_one_address(sender: str) -> None:
    with pytest.raises(ValidationError, match="one address"):
        EmailSettings(sender=sender)
