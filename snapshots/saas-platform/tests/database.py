"""The databases of the tests: on the server of `DATABASE_URL`, or on one of this machine."""

from collections.abc import Generator
from contextlib import contextmanager
from uuid import uuid4

import pytest
from sqlalchemy import MetaData, make_url, text
from sqlalchemy.exc import OperationalError

from app.core.config import get_settings
from app.core.db.base import module_metadata
from app.core.db.engine import EXAMPLE, create_command_engine

# A server that nobody runs, and a database of another kind.
NOWHERE = "mysql://user:secret@127.0.0.1:1/name"
ANOTHER_KIND = "postgresql://127.0.0.1/name"
REFUSAL = "DATABASE_URL must be of MySQL, not of postgresql"
# Who says this does not wait long for others.
IMPATIENT = "SET SESSION innodb_lock_wait_timeout = 1"

# On every server, and readable by everybody.
_ALWAYS_THERE = "information_schema"


@contextmanager
def database_of_this_run() -> Generator[str]:
    """Yield the URL of an empty database; beside the one that the settings name, if they do."""
    server = get_settings().database_url or EXAMPLE
    try:
        with empty_database(server) as url:
            yield url
    except OperationalError as error:
        where = make_url(server).render_as_string()
        pytest.exit(
            f"the tests need a MySQL or MariaDB whose user may create databases, and {where} "
            f"answers: {error.orig}. Name one by DATABASE_URL.",
            returncode=1,
        )


@contextmanager
def empty_database(beside: str) -> Generator[str]:
    """Yield the URL of a database that is dropped afterwards, on the server of another one."""
    name = f"test_{uuid4().hex}"
    server = make_url(beside)
    entry = server.set(database=_ALWAYS_THERE).render_as_string(hide_password=False)
    execute(entry, f"CREATE DATABASE {name}")
    try:
        yield server.set(database=name).render_as_string(hide_password=False)
    finally:
        execute(entry, f"DROP DATABASE {name}")


def execute(url: str, statements: str) -> list[tuple[object, ...]]:
    """Return the rows of the last statement."""
    rows: list[tuple[object, ...]] = []
    with create_command_engine(url).connect() as connection:
        for statement in statements.split(";"):
            if statement.strip():
                result = connection.execute(text(statement))
                rows = [tuple(row) for row in result] if result.returns_rows else []
        connection.commit()
    return rows


def objects(url: str) -> list[tuple[object, ...]]:
    """Return the names of everything there is."""
    return sorted(execute(url, "SHOW TABLES"))


def make_tables(url: str, metadata: MetaData) -> None:
    """Make these tables."""
    with create_command_engine(url).begin() as connection:
        metadata.create_all(connection)


def metadata_of(home: str) -> MetaData:
    """Return the metadata of a module that keeps its tables there."""
    return module_metadata()


def table_name(home: str) -> str:
    """Return what the table `things` of a module is called there."""
    return f"{home}_things"


def in_home(home: str) -> str:
    """Return what a revision says, behind a comma, of where a table is: nothing."""
    return ""


def path_of(home: str) -> str:
    """Return the table `things` of a module as SQL and findings name it."""
    return table_name(home)


def applied_to(url: str, home: str) -> list[object]:
    """Return the revision that a home stands at, if any."""
    rows = execute(url, f"SELECT version_num FROM alembic_version_{home}")  # noqa: S608
    return [row[0] for row in rows]
