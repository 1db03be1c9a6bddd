"""The statements of the outbox, each for a transaction that the caller commits."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Self, cast

from sqlalchemy import CursorResult, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.events import DomainEvent

from .config import OutboxSettings
from .names import event_name
from .tables import EVERYONE, Heard, Message

MAX_BACKOFF_SECONDS = 3600.0
MAX_ERROR_LENGTH = 1000


@dataclass(frozen=True)
class Failure:
    """That a consumer could not hear a message, and why."""

    consumer: str
    error: str

    @classmethod
    def of(cls, consumer: str, error: Exception) -> Self:
        """Return that this error was why, in a text that every database can keep.

        None keeps half a surrogate, as names of files can have, and PostgreSQL no NUL.
        """
        text = f"{type(error).__name__}: {error}"[:MAX_ERROR_LENGTH].replace("\0", "?")
        return cls(consumer, text.encode(errors="replace").decode())


def messages_of(events: Iterable[DomainEvent]) -> list[Message]:
    """Return what is to be written for these events."""
    return [
        Message(
            event_id=event.event_id,
            event_name=event_name(type(event)),
            consumer=EVERYONE,
            payload=event.model_dump(mode="json"),
            attempts=0,
            available_at=datetime.now(UTC),
        )
        for event in events
    ]


async def claim(session: AsyncSession, settings: OutboxSettings) -> Sequence[Message]:
    """Take what is due: until the lease ends, nobody else will, whatever becomes of us."""
    due = (
        select(Message)
        .where(Message.available_at <= datetime.now(UTC))
        .order_by(Message.available_at, Message.id)
        .limit(settings.batch_size)
        .with_for_update(skip_locked=True)
    )
    messages = (await session.scalars(due)).all()
    lease(messages, settings)
    return messages


def lease(messages: Iterable[Message], settings: OutboxSettings) -> None:
    """Begin another attempt: others leave these alone until it ends, or its time is over."""
    for message in messages:
        message.attempts += 1
        message.available_at = datetime.now(UTC) + timedelta(seconds=settings.lease_seconds)


async def release(session: AsyncSession, messages: Sequence[Message]) -> None:
    """Give back what was taken and not tried."""
    await session.execute(
        update(Message)
        .where(Message.id.in_([message.id for message in messages]))
        .where(Message.available_at.is_not(None))
        .values(attempts=Message.attempts - 1, available_at=datetime.now(UTC))
        .execution_options(synchronize_session=False)
    )


async def settle(
    session: AsyncSession, message: Message, failures: Iterable[Failure], settings: OutboxSettings
) -> None:
    """Write down what became of a message: those who failed to hear it get it once more."""
    now = datetime.now(UTC)
    outcome: dict[str, object] = {"available_at": None, "delivered_at": now, "error": None}
    for failure in failures:
        if failure.consumer == message.consumer:
            outcome = _after_failure(failure, message.attempts, now, settings)
        else:
            await retry_later(session, message, failure, settings)
    await session.execute(
        update(Message)
        .where(Message.id == message.id)
        .values(outcome)
        .execution_options(synchronize_session=False)
    )


async def retry_later(
    session: AsyncSession, message: Message, failure: Failure, settings: OutboxSettings
) -> None:
    """Write a message for the one who failed to hear this one, unless there is one already."""
    written = select(Message.id).where(
        Message.event_id == message.event_id, Message.consumer == failure.consumer
    )
    if await session.scalar(written) is None:
        again = Message(
            event_id=message.event_id,
            event_name=message.event_name,
            consumer=failure.consumer,
            payload=message.payload,
            attempts=1,
            **_after_failure(failure, 1, datetime.now(UTC), settings),
        )
        session.add(again)


async def write_receipt(session: AsyncSession, consumer: str, message: Message) -> None:
    """Write that a consumer has heard an event; an `IntegrityError` says that it had before."""
    session.add(Heard(consumer=consumer, event_id=message.event_id, heard_at=datetime.now(UTC)))
    await session.flush()


async def purge(session: AsyncSession, before: datetime) -> int:
    """Forget what was delivered before, and who has heard it; return how many messages."""
    await session.execute(delete(Heard).where(Heard.heard_at < before))
    old = delete(Message).where(Message.delivered_at < before)
    found = await session.execute(old.execution_options(synchronize_session=False))
    return cast("CursorResult[Any]", found).rowcount


async def count_parked(session: AsyncSession) -> int:
    """Return how many messages nobody tries any more."""
    # The first condition has an index, and leaves few to look at.
    statement = select(func.count()).where(
        Message.delivered_at.is_(None), Message.parked_at.is_not(None)
    )
    return await session.scalar(statement) or 0


def _after_failure(
    failure: Failure, attempts: int, now: datetime, settings: OutboxSettings
) -> dict[str, object]:
    if attempts >= settings.max_attempts:
        return {"available_at": None, "parked_at": now, "error": failure.error}
    wait = min(settings.retry_seconds * 2 ** (attempts - 1), MAX_BACKOFF_SECONDS)
    return {"available_at": now + timedelta(seconds=wait), "error": failure.error}
