"""Removes for good what was deleted long ago."""

from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

import structlog
from sqlalchemy import delete, inspect, select
from sqlalchemy.ext.asyncio import AsyncSession

_MOST_AT_ONCE = 1_000

log = structlog.get_logger(__name__)


class Purgeable(Protocol):
    """What rows are purged through: their model, with an `id` and a `deleted_at`, and a session."""

    model: type[Any]
    session: AsyncSession


async def purge_deleted(repository: Purgeable, age: timedelta) -> int:
    """Remove the rows that were deleted longer ago than this; return how many there were.

    Each thousand is committed by itself, so that nobody waits long for a lock.
    """
    model, session = repository.model, repository.session
    limit = datetime.now(UTC) - age
    removed = 0
    while True:
        old = select(model.id).where(model.deleted_at < limit).limit(_MOST_AT_ONCE)
        ids = (await session.scalars(old)).all()
        if ids:
            await session.execute(
                delete(model).where(model.id.in_(ids)),
                execution_options={"synchronize_session": False},
            )
            await session.commit()
        removed += len(ids)
        if len(ids) < _MOST_AT_ONCE:
            log.info("purged", table=inspect(model).local_table.name, rows=removed)
            return removed
