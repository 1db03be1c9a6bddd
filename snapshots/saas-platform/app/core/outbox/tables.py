"""The tables of the outbox: messages on their way, and who has heard what."""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from app.core.db.base import UtcDateTime, module_metadata
from app.core.ids import new_id

# The consumer of a message that is for all of them.
EVERYONE = ""


class Base(DeclarativeBase):
    """The base of the models of the outbox."""

    metadata = module_metadata()


class Message(Base):
    """An event on its way: to everyone, or once more to the one consumer that failed to hear it."""

    __tablename__ = "outbox_messages"
    __table_args__ = (
        sa.UniqueConstraint("event_id", "consumer"),
        sa.Index(None, "available_at"),
        sa.Index(None, "delivered_at"),
    )

    id: Mapped[UUID] = mapped_column(sa.Uuid, primary_key=True, default=new_id)
    event_id: Mapped[UUID] = mapped_column(sa.Uuid)
    event_name: Mapped[str] = mapped_column(sa.String(200))
    consumer: Mapped[str] = mapped_column(sa.String(200))
    payload: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    attempts: Mapped[int]
    # Nobody touches it before; whoever takes it moves this ahead. None: there is nothing to do.
    available_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    delivered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    parked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    error: Mapped[str | None] = mapped_column(sa.Text)


class Heard(Base):
    """That a consumer has heard an event: written in the transaction of its effects."""

    __tablename__ = "outbox_inbox"
    __table_args__ = (sa.Index(None, "heard_at"),)

    consumer: Mapped[str] = mapped_column(sa.String(200), primary_key=True)
    event_id: Mapped[UUID] = mapped_column(sa.Uuid, primary_key=True)
    heard_at: Mapped[datetime] = mapped_column(UtcDateTime)
