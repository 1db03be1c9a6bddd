"""What the tests know of RabbitMQ: how to leave nothing there."""

from collections.abc import Iterable

import aio_pika

from app.core.broker.adapter import queue_name
from app.core.broker.config import BrokerSettings
from app.core.outbox.consumers import Consumer


async def remove(settings: BrokerSettings, consumers: Iterable[Consumer]) -> None:
    """Remove everything that these consumers have made."""
    connection = await aio_pika.connect(settings.rabbitmq_url)
    async with connection, connection.channel() as channel:
        for consumer in consumers:
            await channel.queue_delete(queue_name(settings, consumer))
        await channel.exchange_delete(f"{settings.broker_namespace}.events")
