"""An issuer is asked over HTTP, and whatever it answers is one error at most."""

import time
from collections.abc import Generator

import pytest

from app.modules.auth import gateway
from app.modules.auth.config import AuthSettings, get_auth_settings
from app.modules.auth.services.issuer import Issuer
from app.modules.auth.services.key_set import KeySetError
from tests.issuer import DISCOVERY, KEYS, LocalIssuer, running_issuer


@pytest.fixture
def issuer() -> Generator[LocalIssuer]:
    with running_issuer() as issuer:
        yield issuer


async def test_the_discovery_document_leads_to_the_keys(issuer: LocalIssuer) -> None:
    issuer.add_key("second", "RS256")

    keys = await Issuer(issuer.url).fetch_keys()

    assert keys.keys() == {"first", "second"}
    assert issuer.asked == [DISCOVERY, KEYS]


async def test_the_name_of_an_issuer_may_end_in_a_slash(issuer: LocalIssuer) -> None:
    name = f"{issuer.url}/"
    issuer.answers[DISCOVERY] = {"issuer": name, "jwks_uri": f"{issuer.url}{KEYS}"}

    assert (await Issuer(name).fetch_keys()).keys() == {"first"}


@pytest.mark.parametrize(
    "answer",
    [
        404,
        500,
        302,
        b"",
        b"\xff\xfe",
        b"[" * 100_000,
        b"{" + b" " * 600_000 + b"}",
        [],
        None,
        {},
        {"issuer": "https://someone.example.com", "jwks_uri": "https://someone.example.com/keys"},
    ],
    ids=lambda answer: repr(answer)[:24],
)
@pytest.mark.parametrize("path", [DISCOVERY, KEYS])
async def test_an_answer_that_makes_no_sense_is_an_error(
    issuer: LocalIssuer, path: str, answer: object
) -> None:
    issuer.answers[path] = answer

    with pytest.raises(KeySetError):
        await Issuer(issuer.url).fetch_keys()


@pytest.mark.parametrize("keys_url", ["file:///etc/passwd", "gopher://a", "", "http://", 1, None])
async def test_keys_are_fetched_from_a_url_that_can_be_believed(
    issuer: LocalIssuer, keys_url: object
) -> None:
    issuer.answers[DISCOVERY] = {"issuer": issuer.url, "jwks_uri": keys_url}

    with pytest.raises(KeySetError):
        await Issuer(issuer.url).fetch_keys()


async def test_an_issuer_that_is_down_is_an_error(issuer: LocalIssuer) -> None:
    issuer.stop()

    with pytest.raises(KeySetError):
        await Issuer(issuer.url).fetch_keys()


async def test_an_issuer_that_hangs_is_not_waited_for(issuer: LocalIssuer) -> None:
    issuer.delay = 0.5
    began = time.monotonic()

    with pytest.raises(KeySetError):
        await Issuer(issuer.url, timeout_seconds=0.1).fetch_keys()

    assert time.monotonic() - began < 0.4


async def test_smoke_is_told_of_the_issuer(monkeypatch: pytest.MonkeyPatch) -> None:
    assert await gateway.look() == f"keys from {get_auth_settings().issuer_url}: 1"

    settings = AuthSettings.model_construct(issuer_url=None)
    monkeypatch.setattr(gateway, "get_auth_settings", lambda: settings)
    assert await gateway.look() == "not configured: every token is refused"


async def test_smoke_is_told_of_an_issuer_that_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = AuthSettings.model_construct(issuer_url="http://127.0.0.1:1")
    monkeypatch.setattr(gateway, "get_auth_settings", lambda: settings)

    with pytest.raises(KeySetError):
        await gateway.look()
