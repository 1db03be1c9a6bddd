"""From a message to its listener through FastStream's stand-in for Kafka, and without any Kafka."""

import asyncio

import pytest
from faststream.kafka import TestKafkaBroker

from app.core.broker import adapter
from app.core.broker.config import BrokerSettings
from app.core.broker.envelope import enclose
from app.core.broker.link import BrokerDownError, Link
from app.core.db.session import Database, UnitOfWork
from app.core.events import Listener
from app.core.outbox.relay import Relay
from app.core.outbox.store import messages_of

from ..lamps import SETTINGS, LampLit, effects_of, messages, on_lamp_lit, record

pytestmark = pytest.mark.integration

NOWHERE = BrokerSettings(kafka_bootstrap_servers="127.0.0.1:1", broker_patience_seconds=0.5)


async def send(database: Database, settings: BrokerSettings, *events: LampLit) -> None:
    """Send events as the relay would, to consumers as the application makes them."""
    link = Link(database, settings)
    broker = adapter.make_broker(settings, database.bus.consumers.all(), link.ear_of)
    async with TestKafkaBroker(broker):
        for message in messages_of(events):
            await adapter.send(broker, settings, enclose(message, settings.source))


async def test_an_event_reaches_every_listener_once(outbox: Database) -> None:
    async def another(event: LampLit, uow: UnitOfWork) -> None:
        await on_lamp_lit(event, uow)

    outbox.bus.subscribe(Listener(LampLit, on_lamp_lit))
    outbox.bus.subscribe(Listener(LampLit, another))
    event = LampLit(room="cellar")

    await send(outbox, NOWHERE, event, event)

    assert await effects_of(outbox) == [event.event_id, event.event_id]


async def test_services_share_topics_and_no_group(outbox: Database) -> None:
    theirs = NOWHERE.model_copy(update={"broker_service": "theirs"})
    outbox.bus.subscribe(Listener(LampLit, on_lamp_lit))
    (consumer,) = outbox.bus.consumers.all()

    topics = {adapter.topic_of(each, consumer.event_name) for each in (NOWHERE, theirs)}
    groups = {adapter.group_of(each, consumer) for each in (NOWHERE, theirs)}

    assert (len(topics), len(groups)) == (1, 2)


async def test_a_process_that_does_not_consume_hears_nothing(outbox: Database) -> None:
    outbox.bus.subscribe(Listener(LampLit, on_lamp_lit))

    await send(outbox, NOWHERE.model_copy(update={"broker_consume": False}), LampLit())

    assert await effects_of(outbox) == []


async def test_without_kafka_events_stay_in_the_outbox(outbox: Database) -> None:
    link = Link(outbox, NOWHERE)
    async with link.running(), Relay(outbox, link.carry, SETTINGS).running():
        await record(outbox, LampLit())
        await asyncio.sleep(1)

        with pytest.raises(BrokerDownError):
            await link.ping()

    assert [message.delivered_at for message in await messages(outbox)] == [None]
