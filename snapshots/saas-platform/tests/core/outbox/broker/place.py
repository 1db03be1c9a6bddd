"""What the tests know of NATS: how to leave nothing there."""

from collections.abc import Iterable
from contextlib import suppress

import nats
from nats.js.errors import NotFoundError

from app.core.broker.config import BrokerSettings
from app.core.outbox.consumers import Consumer


async def remove(settings: BrokerSettings, consumers: Iterable[Consumer]) -> None:
    """Remove the stream, and with it whoever consumes it."""
    connection = await nats.connect(settings.nats_url)
    with suppress(NotFoundError):
        await connection.jetstream().delete_stream(f"{settings.broker_namespace}-events")
    await connection.close()
