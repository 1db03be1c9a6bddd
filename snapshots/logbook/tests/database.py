"""The databases of the tests: files that are gone afterwards, whatever `DATABASE_URL` says."""

import sqlite3
import tempfile
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import MetaData, make_url

from app.core.db.base import module_metadata
from app.core.db.engine import create_command_engine

# A file that cannot be, and a database of another kind.
NOWHERE = "sqlite:////dev/null/app.db"
ANOTHER_KIND = "postgresql://127.0.0.1/name"
REFUSAL = "DATABASE_URL must be of SQLite, not of postgresql"
# Who says this does not wait long for others.
IMPATIENT = "PRAGMA busy_timeout = 50"

_OBJECTS = "SELECT name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'"


@contextmanager
def database_of_this_run() -> Generator[str]:
    """Yield the URL of an empty database."""
    with tempfile.TemporaryDirectory() as directory:
        yield f"sqlite:///{Path(directory) / 'app.db'}"


@contextmanager
def empty_database(beside: str) -> Generator[str]:
    """Yield the URL of another one."""
    with database_of_this_run() as url:
        yield url


def execute(url: str, statements: str) -> list[tuple[object, ...]]:
    """Return the rows of the last statement."""
    file = make_url(url).database or ""
    rows: list[tuple[object, ...]] = []
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        for statement in statements.split(";"):
            rows = connection.execute(statement).fetchall()
    return rows


def objects(url: str) -> list[tuple[object, ...]]:
    """Return the names of everything there is."""
    return sorted(execute(url, _OBJECTS))


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
