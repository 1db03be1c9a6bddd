"""How PostgreSQL is reached: by asyncpg to serve requests, by psycopg for migrations."""

import time
from collections.abc import Generator
from contextlib import contextmanager

from sqlalchemy import URL, Connection, Engine, NullPool, event, func, make_url, select, text
from sqlalchemy import create_engine as create_sync_engine
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from app.core.db.errors import DatabaseError, MigrationError
from app.core.db.times import keep_as_they_are

_POOL_RECYCLE_SECONDS = 1800
_UNIQUE_VIOLATION = "23505"
# A transaction that cannot be put in order with others, a deadlock, a lock that was waited for too
# long.
_BUSY = {"40001", "40P01", "55P03"}
# Any number will do that nothing else in the database takes for a lock.
LOCK = 7_236_840_913
LOCK_SECONDS = 600.0
LOCK_POLL_SECONDS = 0.1
# What a URL may say to asyncpg that psycopg does not understand.
ASYNCPG_ONLY = ("prepared_statement_cache_size", "statement_cache_size")


def create_engine(url: str, *, pool_size: int, max_overflow: int) -> AsyncEngine:
    """Return the engine of the application; it connects when a connection is needed.

    Connections are recycled by age: a ping before each use would cost a fifth of the capacity. When
    the server restarts, the requests that are under way fail; the first of them that notices tells
    the pool, which makes all its connections anew.
    """
    engine = create_async_engine(
        asyncpg_url(url),
        pool_size=pool_size,
        max_overflow=max_overflow,
        pool_recycle=_POOL_RECYCLE_SECONDS,
        # The values of a row are nothing for a log.
        hide_parameters=True,
    )
    event.listen(engine.sync_engine, "connect", keep_as_they_are)
    return engine


def create_command_engine(url: str) -> Engine:
    """Return an engine for one connection, synchronous because Alembic is."""
    return create_sync_engine(psycopg_url(url), poolclass=NullPool)


def asyncpg_url(url: str) -> URL:
    """Return a PostgreSQL URL as asyncpg wants it: its own driver name, `ssl` for `sslmode`."""
    parsed = check_url(url).set(drivername="postgresql+asyncpg")
    query = dict(parsed.query)
    if "sslmode" in query:
        query["ssl"] = query.pop("sslmode")
    return parsed.set(query=query)


def psycopg_url(url: str) -> URL:
    """Return a PostgreSQL URL as psycopg wants it: its own driver name, `sslmode` for `ssl`."""
    parsed = check_url(url)
    query = {name: value for name, value in parsed.query.items() if name not in ASYNCPG_ONLY}
    if "ssl" in query:
        query["sslmode"] = query.pop("ssl")
    return parsed.set(drivername="postgresql+psycopg", query=query)


def check_url(url: str) -> URL:
    """Return the parts of the URL, or raise a sentence that says what is wrong with it."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise DatabaseError("DATABASE_URL is not a URL: postgresql://user@host/name") from None
    if parsed.get_backend_name() not in {"postgresql", "postgres"}:
        raise DatabaseError(f"DATABASE_URL must be of PostgreSQL, not of {parsed.drivername}")
    return parsed


def describe_server(connection: Connection) -> str:
    """Return what the server is; it can be reached, and it answers."""
    return f"PostgreSQL {connection.scalar(text('SHOW server_version'))}"


def is_unique_violation(error: IntegrityError) -> bool:
    """Tell whether a row holds a value that another one has already, where it must be unique."""
    return getattr(error.orig, "sqlstate", None) == _UNIQUE_VIOLATION


def is_busy(error: DBAPIError) -> bool:
    """Tell whether others were in the way, so that the same may succeed a moment later."""
    return getattr(error.orig, "sqlstate", None) in _BUSY


def is_away(error: DBAPIError) -> bool:
    """Tell whether the database went away in the middle of a connection."""
    return error.connection_invalidated


@contextmanager
def migrating(connection: Connection) -> Generator[None]:
    """Let one process migrate at a time; the lock ends with the connection, however that ends.

    Polled, because a process that waits inside of the database holds a snapshot, and CREATE INDEX
    CONCURRENTLY in the other one would wait for it: a deadlock. Needs a direct connection, not a
    pool of transactions such as that of PgBouncer.
    """
    deadline = time.monotonic() + LOCK_SECONDS
    statement = select(func.pg_try_advisory_lock(LOCK))
    while not connection.scalar(statement):
        connection.commit()
        if time.monotonic() > deadline:
            raise MigrationError(
                f"another process has been migrating this database for {LOCK_SECONDS:.0f} s"
            )
        time.sleep(LOCK_POLL_SECONDS)
    connection.commit()
    yield
