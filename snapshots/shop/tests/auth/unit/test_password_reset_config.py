"""A deployment says which page its mails lead to, or does not start."""

import pytest
from pydantic import SecretStr, ValidationError

from app.core.config import Settings
from app.modules.auth import config
from app.modules.auth.config import AuthSettings
from tests.database import NOWHERE

KEY = SecretStr("k" * 32)
PAGE = "https://demo.example/reset#token={token}"


@pytest.fixture
def production(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(environment="production", database_url=NOWHERE)
    monkeypatch.setattr(config, "get_settings", lambda: settings)


@pytest.mark.usefixtures("production")
def test_a_deployment_without_a_page_is_refused() -> None:
    with pytest.raises(ValidationError, match="AUTH_PASSWORD_RESET_URL must be set"):
        AuthSettings(secret_key=KEY)


@pytest.mark.usefixtures("production")
def test_a_deployment_with_a_page_starts() -> None:
    assert AuthSettings(secret_key=KEY, password_reset_url=PAGE).password_reset_url == PAGE


@pytest.mark.parametrize(
    "page",
    ["", "https://demo.example/reset", "javascript:alert({token})", "https://a b/{token}"],
)
def test_a_page_is_an_address_with_a_place_for_the_token(page: str) -> None:
    with pytest.raises(ValidationError, match="password_reset_url"):
        AuthSettings(password_reset_url=page)
