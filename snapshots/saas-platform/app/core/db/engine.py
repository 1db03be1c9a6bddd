"""How MySQL or MariaDB is reached: by asyncmy to serve requests, by PyMySQL for migrations.

Every connection counts time in UTC, refuses what does not fit a column instead of cutting it, and
reads what others have committed, as the code expects.
"""

from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    NullPool,
    event,
    func,
    inspect,
    make_url,
    select,
    text,
)
from sqlalchemy import create_engine as create_sync_engine
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from app.core.db.errors import DatabaseError, MigrationError

EXAMPLE = "mysql://root@127.0.0.1:3306/app"
DIALECT = "mysql"
# MySQL tells a default in words of its own: `now()`, `current_timestamp(6)`.
ALEMBIC: dict[str, Any] = {"compare_server_default": False}

LOCK_SECONDS = 600
LOCK_NAME_LENGTH = 64
_POOL_RECYCLE_SECONDS = 1800
_DUPLICATE_ENTRY = 1062
# A lock that was waited for too long, and a deadlock.
_BUSY = {1205, 1213}
# No server at the socket, none at the address.
_AWAY = {2002, 2003}
_OPTIONS: dict[str, Any] = {
    "connect_args": {
        "charset": "utf8mb4",
        "init_command": (
            "SET time_zone = '+00:00', sql_mode = CONCAT(@@sql_mode, ',STRICT_ALL_TABLES')"
        ),
    },
    "isolation_level": "READ COMMITTED",
    # The values of a row are nothing for a log.
    "hide_parameters": True,
}


def create_engine(url: str, *, pool_size: int, max_overflow: int) -> AsyncEngine:
    """Return the engine of the application; it connects when a connection is needed.

    Connections are recycled by age, which must be less than the `wait_timeout` of the server: a
    ping before each use would cost a fifth of the capacity. When the server restarts, the requests
    that are under way fail; the first of them that notices tells the pool, which makes all its
    connections anew.
    """
    engine = create_async_engine(
        check_url(url).set(drivername="mysql+asyncmy"),
        pool_size=pool_size,
        max_overflow=max_overflow,
        pool_recycle=_POOL_RECYCLE_SECONDS,
        **_OPTIONS,
    )
    _keep_ids_as_text(engine.sync_engine)
    return engine


def create_command_engine(url: str) -> Engine:
    """Return an engine for one connection, synchronous because Alembic is."""
    engine = create_sync_engine(
        check_url(url).set(drivername="mysql+pymysql"), poolclass=NullPool, **_OPTIONS
    )
    _keep_ids_as_text(engine)
    return engine


def check_url(url: str) -> URL:
    """Return the parts of the URL, or raise a sentence that says what is wrong with it."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise DatabaseError(f"DATABASE_URL is not a URL: {EXAMPLE}") from None
    if parsed.get_backend_name() not in {"mysql", "mariadb"}:
        raise DatabaseError(f"DATABASE_URL must be of MySQL, not of {parsed.drivername}")
    if not parsed.database:
        raise DatabaseError(f"DATABASE_URL must name a database, as in {EXAMPLE}")
    return parsed


def describe_server(connection: Connection) -> str:
    """Return what the server is; it can be reached, and it answers."""
    version = str(connection.scalar(text("SELECT version()")))
    return f"MariaDB {version}" if "MariaDB" in version else f"MySQL {version}"


def is_unique_violation(error: IntegrityError) -> bool:
    """Tell whether a row holds a value that another one has already, where it must be unique."""
    return error.orig is not None and error.orig.args[0] == _DUPLICATE_ENTRY


def is_busy(error: DBAPIError) -> bool:
    """Tell whether others were in the way, so that the same may succeed a moment later."""
    return error.orig is not None and error.orig.args[0] in _BUSY


def is_away(error: DBAPIError) -> bool:
    """Tell whether the database cannot be reached, or went away in the middle."""
    return error.connection_invalidated or (error.orig is not None and error.orig.args[0] in _AWAY)


@contextmanager
def migrating(connection: Connection) -> Generator[None]:
    """Let one process migrate at a time; the lock ends with the connection, however that ends.

    Locks are of the whole server: this one carries the name of the database.
    """
    name = f"migrations of {connection.engine.url.database}"[:LOCK_NAME_LENGTH]
    if not connection.scalar(select(func.get_lock(name, LOCK_SECONDS))):
        raise MigrationError(
            f"another process has been migrating this database for {LOCK_SECONDS} s"
        )
    _require_exact_text(connection)
    connection.commit()
    yield


def _keep_ids_as_text(engine: Engine) -> None:
    """Keep ids in CHAR(32) on both servers.

    MariaDB has a type for them that MySQL has not: SQL that was printed without a look at the
    server, or taken from the one, would not fit the other. SQLAlchemy asks when it first connects.
    """

    def keep(_connection: object, _record: object) -> None:
        engine.dialect.supports_native_uuid = False

    event.listen(engine, "connect", keep)


def _require_exact_text(connection: Connection) -> None:
    """Make tables compare text as it is: by default `É` equals `e`, also where it must be unique.

    An empty database is told so. One with tables is its owner's: nothing is changed there.
    """
    name = str(connection.engine.url.database)
    # Not `@@collation_database`: that is what a session found when it began.
    statement = text(
        "SELECT default_collation_name FROM information_schema.schemata WHERE schema_name = :name"
    )
    collation = str(connection.scalar(statement, {"name": name}))
    if collation.startswith("utf8mb4") and collation.endswith("_bin"):
        return
    # Beside these there is `utf8mb4_bin`, to which spaces at the end of a text are nothing.
    is_mariadb = getattr(connection.dialect, "is_mariadb", False)
    exact = "utf8mb4_nopad_bin" if is_mariadb else "utf8mb4_0900_bin"
    quoted = connection.dialect.identifier_preparer.quote_identifier(name)
    change = f"ALTER DATABASE {quoted} CHARACTER SET utf8mb4 COLLATE {exact}"
    tables = inspect(connection).get_table_names()
    if any(not table.startswith("alembic_version") for table in tables):
        raise MigrationError(
            f"the database compares text by {collation}, to which different letters are the same; "
            f"before any table of a module is made there, say: {change}"
        )
    connection.execute(text(change))
