"""The databases of the tests: on the PostgreSQL of `DATABASE_URL`, or on an embedded one."""

from collections.abc import Generator
from contextlib import contextmanager
from uuid import uuid4

import psycopg
from sqlalchemy import MetaData, make_url
from sqlalchemy.schema import CreateSchema

from app.core.config import get_settings
from app.core.db import embedded
from app.core.db.base import module_metadata
from app.core.db.engine import create_command_engine

# A server that nobody runs, and a database of another kind.
NOWHERE = "postgresql://user:secret@127.0.0.1:1/name"
ANOTHER_KIND = "sqlite:///file.db"
REFUSAL = "DATABASE_URL must be of PostgreSQL, not of sqlite"
# Who says this does not wait long for others.
IMPATIENT = "SET LOCAL lock_timeout = '50ms'"

OBJECTS = """
    SELECT nspname::text FROM pg_namespace WHERE nspname !~ '^pg_(toast_)?temp'
    UNION ALL SELECT typname::text FROM pg_type UNION ALL SELECT relname::text FROM pg_class
"""


@contextmanager
def database_of_this_run() -> Generator[str]:
    """Yield the URL of an empty database; beside the one that the settings name, if they do."""
    server = get_settings().database_url
    if server is None:
        with embedded.throwaway() as url:
            yield url
    else:
        with empty_database(server) as url:
            yield url


@contextmanager
def empty_database(beside: str) -> Generator[str]:
    """Yield the URL of a database that is dropped afterwards, on the server of another one."""
    name = f"test_{uuid4().hex}"
    server = make_url(beside).set(drivername="postgresql")
    execute(server.render_as_string(hide_password=False), f"CREATE DATABASE {name}")
    try:
        yield server.set(database=name).render_as_string(hide_password=False)
    finally:
        execute(server.render_as_string(hide_password=False), f"DROP DATABASE {name} WITH (FORCE)")


def execute(url: str, statements: str) -> list[tuple[object, ...]]:
    """Return the rows of the last statement."""
    with psycopg.connect(url, autocommit=True) as connection:
        cursor = connection.execute(statements.encode())
        return [] if cursor.description is None else cursor.fetchall()


def objects(url: str) -> list[tuple[object, ...]]:
    """Return the names of everything there is."""
    return sorted(execute(url, OBJECTS))


def make_tables(url: str, metadata: MetaData) -> None:
    """Make these tables, and the schema that they are in."""
    with create_command_engine(url).begin() as connection:
        connection.execute(CreateSchema(str(metadata.schema)))
        metadata.create_all(connection)


def metadata_of(home: str) -> MetaData:
    """Return the metadata of a module that keeps its tables there."""
    return module_metadata(home)


def table_name(home: str) -> str:
    """Return what the table `things` of a module is called there."""
    return "things"


def in_home(home: str) -> str:
    """Return what a revision says, behind a comma, of where a table is."""
    return f', schema="{home}"'


def path_of(home: str) -> str:
    """Return the table `things` of a module as SQL and findings name it."""
    return f"{home}.things"


def applied_to(url: str, home: str) -> list[object]:
    """Return the revision that a home stands at, if any."""
    rows = execute(url, f"SELECT version_num FROM {home}.alembic_version")  # noqa: S608
    return [row[0] for row in rows]
