"""The broker of the settings, and a database whose events go there."""

import asyncio
from collections.abc import AsyncGenerator
from urllib.parse import urlsplit
from uuid import uuid4

import pytest

from app.core.broker.config import BrokerSettings
from app.core.db.session import Database

from .place import remove
from .plugin import SETTINGS
from .proxy import Wire, wire_to

URL = "nats_url"


@pytest.fixture
async def broker(outbox: Database) -> AsyncGenerator[BrokerSettings]:
    """Yield settings with names that no one else has; what they name is removed afterwards."""
    names = {"broker_namespace": f"test-{uuid4().hex[:12]}"}
    settings = SETTINGS.model_copy(update=names)
    host, port = address(settings)
    try:
        _, writer = await asyncio.open_connection(host, port)
    except OSError as error:
        pytest.fail(f"nobody listens at {host}:{port} ({error}): start it, or set {URL.upper()}")
    writer.close()
    yield settings
    await remove(settings, outbox.bus.consumers.all())


@pytest.fixture
async def wire(broker: BrokerSettings) -> AsyncGenerator[Wire]:
    """Yield a wire to the broker."""
    async with wire_to(*address(broker)) as wire:
        yield wire


@pytest.fixture
def wired(broker: BrokerSettings, wire: Wire) -> BrokerSettings:
    """Return the same settings, for one who reaches the broker by the wire alone."""
    parts = urlsplit(getattr(broker, URL))
    account, at, _ = parts.netloc.rpartition("@")
    there = parts._replace(netloc=f"{account}{at}127.0.0.1:{wire.port}").geturl()
    return broker.model_copy(update={URL: there})


def address(settings: BrokerSettings) -> tuple[str, int]:
    """Return the host and the port that the settings name."""
    parts = urlsplit(getattr(settings, URL))
    assert parts.hostname, f"{URL.upper()} names no host"
    assert parts.port, f"{URL.upper()} names no port"
    return parts.hostname, parts.port
