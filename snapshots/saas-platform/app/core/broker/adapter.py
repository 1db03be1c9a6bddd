"""NATS: a stream of JetStream that keeps all events, and a durable pull consumer for each listener.

The stream is `<namespace>-events`, the subject `<namespace>.events.<event>`, and the consumer
`<service>-<consumer>-<event>`, with a dash for each dot. The stream is made if it is missing and
left as it is otherwise: how many replicas it has, and how long it keeps what was sent, is the
operator's to change. A new consumer begins with the oldest event that is kept.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress

from faststream.middlewares import AckPolicy
from faststream.nats import JStream, NatsBroker, PullSub
from nats.errors import MaxPayloadError
from nats.js.api import ConsumerConfig, StreamConfig
from nats.js.errors import BadRequestError

from app.core.outbox.consumers import Consumer

from .config import BrokerSettings
from .envelope import MEDIA_TYPE, Envelope

# Errors that say something of one message, not of the broker: they are not tried for ever.
REFUSALS = (MaxPayloadError,)

# How many messages a listener has in hand at once, and how long before they come again.
_BATCH = 10
_ACK_SECONDS = 60.0
_KEPT_SECONDS = 7 * 24 * 3600.0
# Listeners that have begun may end.
_GOODBYE_SECONDS = 20.0

# What a consumer hears with: the body of a message.
Ear = Callable[[bytes], Awaitable[None]]
Broker = NatsBroker


def make_broker(
    settings: BrokerSettings,
    consumers: Iterable[Consumer],
    ear_of: Callable[[Consumer], Ear],
) -> Broker:
    """Return a broker that is not connected yet; an ear that raises gets the message again."""
    broker = NatsBroker(
        settings.nats_url,
        connect_timeout=int(max(settings.broker_patience_seconds, 1)),
        max_reconnect_attempts=-1,
        apply_types=False,
        logger=None,
    )
    for consumer in consumers if settings.broker_consume else ():
        subscriber = broker.subscriber(
            _subject(settings, consumer.event_name),
            stream=JStream(_stream(settings), declare=False),
            durable=durable_name(settings, consumer),
            pull_sub=PullSub(batch_size=_BATCH),
            config=ConsumerConfig(ack_wait=_ACK_SECONDS),
            ack_policy=AckPolicy.NACK_ON_ERROR,
            no_reply=True,
        )
        subscriber(ear_of(consumer))
    return broker


async def start(broker: Broker, settings: BrokerSettings) -> None:
    """Connect, make what is missing there, and begin to consume."""
    connection = await broker.connect()
    stream = StreamConfig(
        name=_stream(settings), subjects=[_subject(settings, ">")], max_age=_KEPT_SECONDS
    )
    # Refused if there is one that somebody has configured in another way.
    with suppress(BadRequestError):
        await connection.jetstream().add_stream(stream)
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
    """Return when the stream keeps the message; one that it has got lately is not kept twice."""
    await broker.publish(
        envelope.model_dump_json().encode(),
        subject=_subject(settings, envelope.type),
        headers={"content-type": MEDIA_TYPE, "Nats-Msg-Id": str(envelope.id)},
        stream=_stream(settings),
        timeout=settings.broker_patience_seconds,
    )


def durable_name(settings: BrokerSettings, consumer: Consumer) -> str:
    """Return the name of a consumer of this service as NATS allows it: without dots."""
    name = f"{settings.broker_service}-{consumer.name}-{consumer.event_name}"
    return name.replace(".", "-")


def _stream(settings: BrokerSettings) -> str:
    return f"{settings.broker_namespace}-events"


def _subject(settings: BrokerSettings, event_name: str) -> str:
    return f"{settings.broker_namespace}.events.{event_name}"
