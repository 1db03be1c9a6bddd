"""A deployed process starts with an issuer that can be believed, or not at all."""

import pytest
from pydantic import ValidationError

from app.core.config import Settings
from app.modules.auth import config
from app.modules.auth.config import AuthSettings
from tests.database import NOWHERE

ISSUER = "https://id.example.com/realms/main"
AUDIENCE = "https://api.example.com"


@pytest.fixture(autouse=True)
def nothing_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AUTH_ISSUER_URL", "AUTH_AUDIENCE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(params=["staging", "production"])
def deployed(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(environment=request.param, database_url=NOWHERE)
    monkeypatch.setattr(config, "get_settings", lambda: settings)


@pytest.mark.usefixtures("deployed")
def test_a_deployed_process_needs_an_issuer_and_an_audience() -> None:
    with pytest.raises(ValidationError, match="AUTH_ISSUER_URL must be set when ENVIRONMENT is"):
        AuthSettings(audience=AUDIENCE)
    with pytest.raises(ValidationError, match="AUTH_AUDIENCE must be set when ENVIRONMENT is"):
        AuthSettings(issuer_url=ISSUER)
    with pytest.raises(ValidationError, match="AUTH_AUDIENCE must be set"):
        AuthSettings(issuer_url=ISSUER, audience="")


@pytest.mark.usefixtures("deployed")
def test_a_deployed_process_starts_with_both() -> None:
    assert AuthSettings(issuer_url=ISSUER, audience=AUDIENCE).is_configured


@pytest.mark.usefixtures("deployed")
def test_a_deployed_process_believes_no_keys_that_anybody_could_change_on_the_way() -> None:
    with pytest.raises(ValidationError, match="https"):
        AuthSettings(issuer_url="http://id.example.com", audience=AUDIENCE)


def test_development_needs_no_issuer() -> None:
    assert not AuthSettings().is_configured


def test_one_without_the_other_is_a_mistake_everywhere() -> None:
    with pytest.raises(ValidationError, match="AUTH_AUDIENCE must be set too"):
        AuthSettings(issuer_url=ISSUER)
    with pytest.raises(ValidationError, match="AUTH_ISSUER_URL must be set too"):
        AuthSettings(audience=AUDIENCE)


@pytest.mark.parametrize(
    "url", ["id.example.com", "ftp://id.example.com", "https://", "https://a/?b=c", "https://a/#b"]
)
def test_what_is_no_url_of_an_issuer_is_refused(url: str) -> None:
    with pytest.raises(ValidationError, match="AUTH_ISSUER_URL must be the URL"):
        AuthSettings(issuer_url=url, audience=AUDIENCE)
