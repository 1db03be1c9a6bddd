"""How the file of SQLite is reached: by aiosqlite to serve requests, by sqlite3 for migrations.

Many read at once and one writes; who wants to write as well waits for a while. A transaction begins
with the first statement that writes, and takes the right to write with it. What was read before was
what others had committed; nothing that it saw can make it fail later, as it would in a transaction
that begins by reading.
"""

import sqlite3
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, NullPool, Select, event, make_url, text
from sqlalchemy import create_engine as create_sync_engine
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from app.core.db.errors import DatabaseError, MigrationError

EXAMPLE = "sqlite:////srv/app/app.db"
DIALECT = "sqlite"
# SQLite changes a table by making another one: Alembic calls that a batch. Unlike elsewhere, what a
# revision does to tables is undone if it fails.
ALEMBIC: dict[str, Any] = {
    "compare_server_default": False,
    "render_as_batch": True,
    "transactional_ddl": True,
}

LOCK_SECONDS = 600
WAIT_SECONDS = 30
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
# An error may say more than its kind, in the bits above these.
_KIND = 0xFF
_UNIQUE_VIOLATIONS = {"SQLITE_CONSTRAINT_PRIMARYKEY", "SQLITE_CONSTRAINT_UNIQUE"}


def create_engine(url: str, *, pool_size: int, max_overflow: int) -> AsyncEngine:
    """Return the engine of the application; it opens the file when a connection is needed."""
    engine = create_async_engine(
        check_url(url).set(drivername="sqlite+aiosqlite"),
        pool_size=pool_size,
        max_overflow=max_overflow,
        connect_args={"isolation_level": "IMMEDIATE", "timeout": WAIT_SECONDS},
        # The values of a row are nothing for a log.
        hide_parameters=True,
    )
    event.listen(engine.sync_engine, "connect", _prepare_to_serve)
    event.listen(engine.sync_engine, "savepoint", _begin_before_savepoint)
    event.listen(engine.sync_engine, "before_execute", _begin_before_row_lock)
    return engine


def create_command_engine(url: str) -> Engine:
    """Return an engine for one connection, synchronous because Alembic is."""
    engine = create_sync_engine(
        check_url(url).set(drivername="sqlite"),
        poolclass=NullPool,
        connect_args={"isolation_level": None, "timeout": WAIT_SECONDS},
        hide_parameters=True,
    )
    event.listen(engine, "connect", _prepare_to_migrate)
    event.listen(engine, "begin", _begin)
    return engine


def check_url(url: str) -> URL:
    """Return the parts of the URL, or raise a sentence that says what is wrong with it."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise DatabaseError(f"DATABASE_URL is not a URL: {EXAMPLE}") from None
    if parsed.get_backend_name() != "sqlite":
        raise DatabaseError(f"DATABASE_URL must be of SQLite, not of {parsed.drivername}")
    if parsed.database in {None, "", ":memory:"}:
        raise DatabaseError(f"DATABASE_URL must name a file, as in {EXAMPLE}")
    return parsed


def describe_server(connection: Connection) -> str:
    """Return which SQLite it is; the file can be opened and read."""
    return f"SQLite {connection.scalar(text('SELECT sqlite_version()'))}"


def is_unique_violation(error: IntegrityError) -> bool:
    """Tell whether a row holds a value that another one has already, where it must be unique."""
    return getattr(error.orig, "sqlite_errorname", None) in _UNIQUE_VIOLATIONS


def is_busy(error: DBAPIError) -> bool:
    """Tell whether others were in the way, so that the same may succeed a moment later."""
    return getattr(error.orig, "sqlite_errorcode", 0) & _KIND in _BUSY


def is_away(error: DBAPIError) -> bool:
    """Tell whether the database cannot be opened."""
    return getattr(error.orig, "sqlite_errorcode", 0) & _KIND == sqlite3.SQLITE_CANTOPEN


@contextmanager
def migrating(connection: Connection) -> Generator[None]:
    """Let one process migrate at a time; the lock ends with the process, however that ends.

    It is held on an empty database beside the file: the file itself is free between revisions.
    """
    beside = Path(f"{connection.engine.url.database}.migrating")
    with closing(sqlite3.connect(beside, timeout=LOCK_SECONDS, isolation_level=None)) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise MigrationError(
                f"another process has been migrating this database for {LOCK_SECONDS} s: {error}"
            ) from error
        yield
    # Foreign keys are off while tables are made anew, so that no row goes with the old ones.
    broken = connection.execute(text("PRAGMA foreign_key_check")).all()
    connection.rollback()
    if broken:
        tables = ", ".join(sorted({row[0] for row in broken}))
        raise MigrationError(f"rows without the row that they point at, in: {tables}")


def _prepare_to_serve(connection: Any, _record: object) -> None:
    _run(connection, "PRAGMA journal_mode = WAL", "PRAGMA synchronous = NORMAL")
    _run(connection, "PRAGMA foreign_keys = ON")


def _prepare_to_migrate(connection: Any, _record: object) -> None:
    _run(connection, "PRAGMA journal_mode = WAL", "PRAGMA foreign_keys = OFF")


def _run(connection: Any, *statements: str) -> None:
    cursor = connection.cursor()
    for statement in statements:
        cursor.execute(statement)
    cursor.close()


def _begin(connection: Connection) -> None:
    """Begin a transaction, which the driver would leave out before a change of tables."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin_before_savepoint(connection: Connection, _name: str | None) -> None:
    """Begin a transaction, without which the end of a savepoint would be a commit."""
    driver: Any = connection.connection.driver_connection
    if not driver.in_transaction:
        _begin(connection)


def _begin_before_row_lock(connection: Connection, statement: object, *_rest: object) -> None:
    """Take the right to write where a statement says FOR UPDATE, which SQLite does not know."""
    if isinstance(statement, Select) and statement._for_update_arg is not None:  # noqa: SLF001
        _begin_before_savepoint(connection, None)
