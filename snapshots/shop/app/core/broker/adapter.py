"""RabbitMQ: a durable topic exchange, and a durable queue for each consumer.

The exchange is `<namespace>.events`, the routing key the name of the event, and the queue
`<namespace>.<service>.<consumer>.<event>`: the processes of a service that have the same listener
share it. A queue is made when a process that has its listener first connects, and gets what is sent
from then on.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress

from faststream.middlewares import AckPolicy
from faststream.rabbit import Channel, ExchangeType, RabbitBroker, RabbitExchange, RabbitQueue

from app.core.outbox.consumers import Consumer

from .config import BrokerSettings
from .envelope import MEDIA_TYPE, Envelope

# Errors that say something of one message, not of the broker: they are not tried for ever.
REFUSALS: tuple[type[Exception], ...] = ()

# How many messages a process has in hand at once.
_PREFETCH = 10
_RECONNECT_SECONDS = 2.0
# Listeners that have begun may end.
_GOODBYE_SECONDS = 20.0

# What a consumer hears with: the body of a message.
Ear = Callable[[bytes], Awaitable[None]]
Broker = RabbitBroker


def make_broker(
    settings: BrokerSettings,
    consumers: Iterable[Consumer],
    ear_of: Callable[[Consumer], Ear],
) -> Broker:
    """Return a broker that is not connected yet; an ear that raises gets the message again."""
    broker = RabbitBroker(
        settings.rabbitmq_url,
        timeout=settings.broker_patience_seconds,
        reconnect_interval=_RECONNECT_SECONDS,
        default_channel=Channel(prefetch_count=_PREFETCH),
        apply_types=False,
        logger=None,
    )
    for consumer in consumers:
        # Without a function it makes the queue, which other processes empty.
        subscriber = broker.subscriber(
            RabbitQueue(
                queue_name(settings, consumer), durable=True, routing_key=consumer.event_name
            ),
            _exchange(settings),
            ack_policy=AckPolicy.NACK_ON_ERROR,
            no_reply=True,
        )
        if settings.broker_consume:
            subscriber(ear_of(consumer))
    return broker


async def start(broker: Broker, settings: BrokerSettings) -> None:
    """Connect, make what is missing there, and begin to consume."""
    # A connection that is cancelled while it is made goes on trying, and nothing can stop it then.
    connecting = asyncio.ensure_future(broker.connect())
    try:
        await asyncio.shield(connecting)
    except asyncio.CancelledError:
        with suppress(Exception):
            await connecting
        raise
    await broker.declare_exchange(_exchange(settings))
    await broker.start()


async def stop(broker: Broker) -> None:
    """Say goodbye, or hang up: a connection that is left alone would go on trying to get back."""
    connection = broker._connection  # noqa: SLF001
    try:
        async with asyncio.timeout(_GOODBYE_SECONDS):
            await broker.stop()
    finally:
        if connection is not None:
            await connection.close()


async def send(broker: Broker, settings: BrokerSettings, envelope: Envelope) -> None:
    """Return when the broker keeps the message on its disk, or has no queue that wants it."""
    await broker.publish(
        envelope.model_dump_json().encode(),
        exchange=_exchange(settings),
        routing_key=envelope.type,
        message_id=str(envelope.id),
        content_type=MEDIA_TYPE,
        persist=True,
        mandatory=False,
    )


def queue_name(settings: BrokerSettings, consumer: Consumer) -> str:
    """Return the name of the queue of a consumer of this service."""
    service = f"{settings.broker_namespace}.{settings.broker_service}"
    return f"{service}.{consumer.name}.{consumer.event_name}"


def _exchange(settings: BrokerSettings) -> RabbitExchange:
    name = f"{settings.broker_namespace}.events"
    return RabbitExchange(name, type=ExchangeType.TOPIC, durable=True)
