"""The database of a process, and the unit of work: one transaction and the events it causes."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Annotated, Self

from fastapi import Depends, Request
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession, async_sessionmaker

from app.core.bus import EventBus
from app.core.db.engine import create_engine
from app.core.events import DomainEvent


class UnitOfWork:
    """A session, and the events to publish once it has been committed."""

    def __init__(self, session: AsyncSession) -> None:
        """Begin with nothing recorded."""
        self.session = session
        self.events: list[DomainEvent] = []

    def record(self, event: DomainEvent) -> None:
        """Publish this event after the commit, and not at all if there is none."""
        self.events.append(event)


class Database:
    """Opens units of work on an engine or, in tests, on one connection."""

    def __init__(self, bind: AsyncEngine | AsyncConnection) -> None:
        """Open sessions on `bind`; on a connection they become savepoints of its transaction."""
        self.bind = bind
        self.bus = EventBus(self.unit_of_work)
        self._sessions = async_sessionmaker(
            bind, expire_on_commit=False, join_transaction_mode="create_savepoint"
        )

    @classmethod
    def connect(cls, url: str, *, pool_size: int = 20, max_overflow: int = 0) -> Self:
        """Return the database at this URL; the first connection is made when it is needed."""
        return cls(create_engine(url, pool_size=pool_size, max_overflow=max_overflow))

    @asynccontextmanager
    async def unit_of_work(self) -> AsyncGenerator[UnitOfWork]:
        """Commit and publish on a clean exit; on an error roll back and publish nothing."""
        async with self._sessions() as session:
            uow = UnitOfWork(session)
            yield uow
            await self.bus.commit(uow)

    async def ping(self) -> None:
        """Raise if the database does not answer."""
        async with self._sessions() as session:
            await session.execute(text("SELECT 1"))

    async def dispose(self) -> None:
        """Close the connections that this object has made."""
        if isinstance(self.bind, AsyncEngine):
            await self.bind.dispose()


async def get_unit_of_work(request: Request) -> AsyncGenerator[UnitOfWork]:
    """Give a route its unit of work, from the database of its application."""
    database: Database = request.app.state.database
    async with database.unit_of_work() as uow:
        yield uow


# There is no dependency for the session alone: FastAPI solves a dependency again wherever it is
# asked for, so every step between a repository and the unit of work is paid by every request.
# With scope="function" the commit comes before the answer: one that fails is not reported as done.
UnitOfWorkDep = Annotated[UnitOfWork, Depends(get_unit_of_work, scope="function")]
