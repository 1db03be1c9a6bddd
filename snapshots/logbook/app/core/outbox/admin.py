"""What the commands of the outbox do, on a connection that they commit."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, RowMapping, delete, func, select, update
from sqlalchemy.orm import InstrumentedAttribute

from .tables import Heard, Message


def undelivered(connection: Connection, *, parked: bool = False) -> Sequence[RowMapping]:
    """Return what is on its way, or only what is parked, oldest first."""
    statement = (
        select(
            Message.id.label("message"),
            Message.event_name.label("event"),
            Message.consumer,
            Message.attempts,
            Message.parked_at,
            Message.error,
        )
        .where(Message.delivered_at.is_(None))
        .order_by(Message.id)
    )
    if parked:
        statement = statement.where(Message.parked_at.is_not(None))
    return connection.execute(statement).mappings().all()


def retry(connection: Connection, message: UUID | None = None) -> int:
    """Let what is parked be tried again from the first attempt on; return how many that are."""
    afresh: dict[str, Any] = {"attempts": 0, "available_at": datetime.now(UTC), "parked_at": None}
    parked = Message.delivered_at.is_(None) & Message.parked_at.is_not(None)
    statement = update(Message).where(parked).values(afresh)
    if message is not None:
        statement = statement.where(Message.id == message)
    return connection.execute(statement).rowcount


def rename(connection: Connection, former: str, name: str) -> int:
    """Give a module, an event or a listener another name; return how many messages had it.

    That a listener has heard an event is kept under its name, and is known under the new one.
    """
    of_event = _renamed(connection, Message.event_name, former, name)
    of_consumer = _renamed(connection, Message.consumer, former, name)
    had_it = Message.event_name.in_(of_event) | Message.consumer.in_(of_consumer)
    found = connection.scalar(
        select(func.count()).where(Message.delivered_at.is_(None)).where(had_it)
    )
    for before, after in of_event.items():
        connection.execute(
            update(Message).where(Message.event_name == before).values(event_name=after)
        )
    for before, after in of_consumer.items():
        connection.execute(update(Message).where(Message.consumer == before).values(consumer=after))
    for before, after in _renamed(connection, Heard.consumer, former, name).items():
        connection.execute(update(Heard).where(Heard.consumer == before).values(consumer=after))
    return found or 0


def _renamed(
    connection: Connection, column: InstrumentedAttribute[str], former: str, name: str
) -> dict[str, str]:
    """Return those of the names in this column that change, and what they become."""
    known = connection.scalars(select(column).distinct())
    return {
        each: name + each.removeprefix(former)
        for each in known
        if each == former or each.startswith(f"{former}.")
    }


def purge(connection: Connection, before: datetime) -> int:
    """Forget what was delivered before, and who has heard it; return how many messages."""
    connection.execute(delete(Heard).where(Heard.heard_at < before))
    return connection.execute(delete(Message).where(Message.delivered_at < before)).rowcount
