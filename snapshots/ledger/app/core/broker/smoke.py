"""What `manage smoke` looks at: whether the broker answers one who sends and hears nothing."""

import asyncio
from contextlib import suppress

from app.core.outbox.consumers import Consumer

from . import adapter
from .config import get_broker_settings
from .link import BrokerDownError


async def look() -> str:
    """Return that the broker answers; raise if it does not."""
    settings = get_broker_settings()
    broker = adapter.make_broker(settings, (), _nobody)
    try:
        async with asyncio.timeout(settings.broker_patience_seconds):
            await adapter.start(broker, settings)
            if not await broker.ping(timeout=settings.broker_patience_seconds):
                raise BrokerDownError("there is no connection to the broker")
    finally:
        # Whoever is not there cannot be told goodbye.
        with suppress(Exception):
            await adapter.stop(broker)
    return "it answers"


def _nobody(consumer: Consumer) -> adapter.Ear:
    raise AssertionError(f"nobody hears for {consumer.name} here")
