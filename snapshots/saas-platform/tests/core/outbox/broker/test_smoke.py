"""What `manage smoke` is told of the broker."""

import pytest

from app.cli import _ask
from app.core.broker import smoke
from app.core.broker.config import BrokerSettings

pytestmark = pytest.mark.integration


async def test_a_broker_that_answers_is_well(
    broker: BrokerSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smoke, "get_broker_settings", lambda: broker)

    assert await smoke.look() == "it answers"


def test_the_application_can_serve_without_a_broker(monkeypatch: pytest.MonkeyPatch) -> None:
    nowhere = BrokerSettings(broker_patience_seconds=0.5)
    monkeypatch.setattr(smoke, "get_broker_settings", lambda: nowhere)

    told = _ask("broker", smoke.look, required=False)

    assert told["ok"] is True
    assert str(told["detail"]).startswith("degraded: ")
