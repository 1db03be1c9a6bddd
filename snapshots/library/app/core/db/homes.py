"""Homes: the schema that holds the tables of a module, as it is called in a database.

A revision that says `renamed_from = "<name>"` stands where the schema of its module lost that name.
All revisions before it go on using it, so a home has the name that fits the last applied revision.
"""

from collections.abc import Sequence
from typing import Any

from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, MetaData, Table, inspect
from sqlalchemy.schema import CreateSchema, DropSchema

from app.core.db.errors import MigrationError
from app.core.db.revisions import read_history
from app.core.module import Module

VERSION_TABLE = "alembic_version"


def settings(name: str) -> dict[str, Any]:
    """Return what Alembic has to know of the home of a module."""
    return {"version_table_schema": name}


def comparing(module: Module, connection: Connection | None) -> dict[str, Any]:
    """Return how Alembic compares the home with the models: other schemas are other people's."""

    def is_own(name: str | None, kind: str, parents: object) -> bool:
        return kind != "schema" or name == module.schema

    return {"include_schemas": True, "include_name": is_own, "compare_server_default": True}


def offline(name: str) -> tuple[dict[str, Any], tuple[CreateSchema, ...]]:
    """Return how SQL is printed for nobody in particular, and what comes before it."""
    dialect = {"dialect_name": "postgresql", "dialect_opts": {"paramstyle": "named"}}
    return dialect, (CreateSchema(name, if_not_exists=True),)


def rename(context: MigrationContext, old: str, new: str) -> None:
    """Rename the schema, with all it holds; in the transaction of the revision that says so.

    The table of versions goes along with all others. Alembic looks for it once, at the start, and
    offers no other way to say where it is from now on.
    """
    versions = context._version  # noqa: SLF001
    # An administrator may have been there before, where this role has no right to rename.
    if versions.schema == old:
        quote = context.dialect.identifier_preparer.quote_identifier
        context.execute(f"ALTER SCHEMA {quote(old)} RENAME TO {quote(new)}")
        context._version = versions.to_metadata(MetaData(), schema=new)  # noqa: SLF001


def renames(module: Module) -> dict[str, tuple[str, str]]:
    """Return the revisions that rename the schema, newest first, each with the old and new name."""
    found: dict[str, tuple[str, str]] = {}
    name = module.schema
    for script in read_history(module).walk_revisions():
        former = getattr(script.module, "renamed_from", None)
        if former is not None:
            found[script.revision] = (former, name)
            name = former
    return found


def names(module: Module) -> tuple[str, ...]:
    """Return what the schema is called in the history, from now back to the first revision."""
    return (module.schema, *(former for former, _ in renames(module).values()))


def check(modules: Sequence[Module]) -> None:
    """Read all histories, and refuse a name that one module has and another one has, or had."""
    owners: dict[str, str] = {}
    for module in modules:
        for name in names(module):
            owner = owners.setdefault(name, module.name)
            if owner != module.name:
                raise MigrationError(
                    f"modules `{owner}` and `{module.name}` both name the schema `{name}`, now or "
                    "before they were renamed: whose it is cannot be told from a database"
                )


def find(connection: Connection, module: Module) -> str:
    """Return the name of the home in this database; in an empty one, that of the first revision."""
    known = names(module)
    tables = inspect(connection)
    home = next((name for name in known if tables.has_table(VERSION_TABLE, schema=name)), known[-1])
    connection.commit()
    return home


def exists(connection: Connection, name: str) -> bool:
    """Tell whether the database has this schema."""
    found = inspect(connection).has_schema(name)
    connection.commit()
    return found


def create(connection: Connection, name: str) -> None:
    """Create the schema of a module; a role that may not, can be given it ready made."""
    if not exists(connection, name):
        connection.execute(CreateSchema(name))
        connection.commit()


def drop(connection: Connection, name: str) -> None:
    """Drop the schema, which must be empty: what no revision has made is not ours to remove."""
    connection.commit()
    Table(VERSION_TABLE, MetaData(), schema=name).drop(connection, checkfirst=True)
    connection.execute(DropSchema(name))
    connection.commit()
