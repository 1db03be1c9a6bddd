"""What a request brings along to prove who sends it, and the note that it was there."""

from collections.abc import AsyncGenerator
from datetime import UTC, datetime, timedelta
from typing import Annotated
from uuid import UUID

import structlog
from fastapi import Depends, Request
from fastapi.security import APIKeyHeader

from app.core.db.session import Database

from ..exceptions import MissingKeyError
from ..repositories.keys import KeyRepository

log = structlog.get_logger(__name__)

# Without auto_error=False the answer would be FastAPI's, not one of our problems.
_header = APIKeyHeader(name="X-API-Key", description="A key of a user.", auto_error=False)

_NOTED_EVERY = timedelta(minutes=1)


async def get_key(key: Annotated[str | None, Depends(_header)]) -> str:
    """Give a route the key of the request, of which nothing is known yet."""
    if not key:
        raise MissingKeyError
    return key


class KeyUse:
    """Remembers which key a request was sent with, if that is worth a note."""

    def __init__(self) -> None:
        """Begin with nothing to note."""
        self.key_id: UUID | None = None

    def remember(self, key_id: UUID, last_used_at: datetime | None) -> None:
        """Note this key when the request has been answered, unless that was done a moment ago."""
        if last_used_at is None or datetime.now(UTC) - last_used_at >= _NOTED_EVERY:
            self.key_id = key_id


async def get_key_use(request: Request) -> AsyncGenerator[KeyUse]:
    """Give a route the note of its key, which is written when the answer has left.

    It is no part of the unit of work: nobody waits for it, and a request that fails leaves it too.
    """
    use = KeyUse()
    try:
        yield use
    finally:
        if use.key_id is not None:
            await _write(use.key_id, request.app.state.database)


async def _write(key_id: UUID, database: Database) -> None:
    now = datetime.now(UTC)
    try:
        async with database.unit_of_work() as uow:
            keys = KeyRepository(uow.session)
            await keys.note_use(key_id, now=now, before=now - _NOTED_EVERY)
    except Exception:
        # The request was answered already, and the next one tries again.
        log.exception("key_use_not_noted", key_id=str(key_id))


KeyDep = Annotated[str, Depends(get_key)]
KeyUseDep = Annotated[KeyUse, Depends(get_key_use)]
