"""Kafka: a topic for each kind of event, and a consumer group for each listener.

The topic is `<namespace>.events.<event>`, the key of a message the id of its event, and the group
`<namespace>.<service>.<consumer>`. A new group begins with the oldest event that is kept.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable

from aiokafka.client import AIOKafkaClient
from aiokafka.errors import MessageSizeTooLargeError
from faststream.kafka import KafkaBroker
from faststream.middlewares import AckPolicy

from app.core.outbox.consumers import Consumer

from .config import BrokerSettings
from .envelope import MEDIA_TYPE, Envelope

# Errors that say something of one message, not of the broker: they are not tried for ever.
REFUSALS = (MessageSizeTooLargeError,)

# Listeners that have begun may end.
_GOODBYE_SECONDS = 20.0

# What a consumer hears with: the body of a message.
Ear = Callable[[bytes], Awaitable[None]]
Broker = KafkaBroker


def make_broker(
    settings: BrokerSettings,
    consumers: Iterable[Consumer],
    ear_of: Callable[[Consumer], Ear],
) -> Broker:
    """Return a broker that is not connected yet; an ear that raises gets the message again."""
    broker = KafkaBroker(
        settings.kafka_bootstrap_servers.split(","),
        acks="all",
        enable_idempotence=True,
        apply_types=False,
        logger=None,
    )
    for consumer in consumers if settings.broker_consume else ():
        subscriber = broker.subscriber(
            topic_of(settings, consumer.event_name),
            group_id=group_of(settings, consumer),
            auto_offset_reset="earliest",
            ack_policy=AckPolicy.NACK_ON_ERROR,
            no_reply=True,
        )
        subscriber(ear_of(consumer))
    return broker


async def start(broker: Broker, settings: BrokerSettings) -> None:
    """Connect, and begin to consume; Kafka makes missing topics by itself if it is allowed to."""
    # A producer that finds no server is left unclosed by FastStream: this client looks first.
    client = AIOKafkaClient(bootstrap_servers=settings.kafka_bootstrap_servers.split(","))
    try:
        await client.bootstrap()
    finally:
        await client.close()
    await broker.start()


async def stop(broker: Broker) -> None:
    """Say goodbye, or go without."""
    async with asyncio.timeout(_GOODBYE_SECONDS):
        await broker.stop()


async def send(broker: Broker, settings: BrokerSettings, envelope: Envelope) -> None:
    """Return when all replicas that are in sync keep the message."""
    await broker.publish(
        envelope.model_dump_json().encode(),
        topic=topic_of(settings, envelope.type),
        key=str(envelope.id).encode(),
        headers={"content-type": MEDIA_TYPE},
    )


def group_of(settings: BrokerSettings, consumer: Consumer) -> str:
    """Return the group of a consumer: the processes of a service share it, and no other service."""
    return f"{settings.broker_namespace}.{settings.broker_service}.{consumer.name}"


def topic_of(settings: BrokerSettings, event_name: str) -> str:
    """Return the topic of a kind of event."""
    return f"{settings.broker_namespace}.events.{event_name}"
