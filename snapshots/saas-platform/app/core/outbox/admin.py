"""What the commands of the outbox do, on a connection that they commit."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, RowMapping, delete, select, update

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


def purge(connection: Connection, before: datetime) -> int:
    """Forget what was delivered before, and who has heard it; return how many messages."""
    connection.execute(delete(Heard).where(Heard.heard_at < before))
    return connection.execute(delete(Message).where(Message.delivered_at < before)).rowcount
