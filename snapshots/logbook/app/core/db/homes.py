"""Homes: the tables of a module, told by what they are called, and its table of versions.

All modules share one database without schemas. What a module owns begins with its name, as
`articles` and `articles_tags` do; what was applied to it stands in `alembic_version_articles`.

A revision that says `renamed_from = "<name>"` stands where a module lost that name. Its tables keep
the old one, and its models go on saying it; only the table of versions is renamed. All revisions
before it go on using the old name, so a home has the name that fits the last applied revision.
"""

from collections.abc import Sequence
from typing import Any

from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, Executable, MetaData, Table, inspect

from app.core.db.engine import ALEMBIC, DIALECT
from app.core.db.errors import MigrationError
from app.core.db.revisions import read_history
from app.core.module import Module

_VERSIONS = "alembic_version_"


def settings(name: str) -> dict[str, Any]:
    """Return what Alembic has to know of the home of a module."""
    return {"version_table": f"{_VERSIONS}{name}"}


def comparing(module: Module, connection: Connection | None) -> dict[str, Any]:
    """Return how Alembic compares the home with the models: other tables are other people's."""
    own = names(module)
    homes = [*own]
    if connection is not None:
        tables = inspect(connection).get_table_names()
        homes += [table.removeprefix(_VERSIONS) for table in tables if table.startswith(_VERSIONS)]
        # Alembic commits the transactions that it begins, and must find no other one.
        connection.commit()

    def is_own(name: str | None, kind: str, parents: object) -> bool:
        if kind != "table" or name is None or name in module.metadata.tables:
            return True
        # Where there are homes `tags` and `tags_of_today`, the longer one owns `tags_of_today_all`.
        fitting = [home for home in homes if f"{name}_".startswith(f"{home}_")]
        return max(fitting, key=len, default="") in own

    return {"include_name": is_own, **ALEMBIC}


def offline(name: str) -> tuple[dict[str, Any], tuple[Executable, ...]]:
    """Return how SQL is printed for nobody in particular, and what comes before it."""
    return {"dialect_name": DIALECT, "dialect_opts": {"paramstyle": "named"}}, ()


def rename(context: MigrationContext, old: str, new: str) -> None:
    """Rename the table of versions.

    Alembic looks for it once, at the start, and offers no other way to say where it is from now on.
    """
    versions = context._version  # noqa: SLF001
    former, latter = f"{_VERSIONS}{old}", f"{_VERSIONS}{new}"
    if versions.name == former:
        quote = context.dialect.identifier_preparer.quote_identifier
        context.execute(f"ALTER TABLE {quote(former)} RENAME TO {quote(latter)}")
        context._version = versions.to_metadata(MetaData(), name=latter)  # noqa: SLF001


def renames(module: Module) -> dict[str, tuple[str, str]]:
    """Return the revisions that rename the module, newest first, each with the old and new name."""
    found: dict[str, tuple[str, str]] = {}
    name = module.schema
    for script in read_history(module).walk_revisions():
        former = getattr(script.module, "renamed_from", None)
        if former is not None:
            found[script.revision] = (former, name)
            name = former
    return found


def names(module: Module) -> tuple[str, ...]:
    """Return what the module is called in the history, from now back to the first revision."""
    return (module.schema, *(former for former, _ in renames(module).values()))


def check(modules: Sequence[Module]) -> None:
    """Read all histories, and refuse a name or a table that more than one module has or had."""
    owners: dict[str, str] = {}
    tables: dict[str, str] = {}
    for module in modules:
        for name in names(module):
            owner = owners.setdefault(name, module.name)
            if owner != module.name:
                raise MigrationError(
                    f"modules `{owner}` and `{module.name}` both name their tables `{name}`, now "
                    "or before they were renamed: whose they are cannot be told from a database"
                )
        for table in module.metadata.tables:
            owner = tables.setdefault(table, module.name)
            if owner != module.name:
                raise MigrationError(
                    f"modules `{owner}` and `{module.name}` both have a table `{table}`"
                )


def find(connection: Connection, module: Module) -> str:
    """Return the name of the home in this database; in an empty one, that of the first revision."""
    known = names(module)
    return next((name for name in known if exists(connection, name)), known[-1])


def exists(connection: Connection, name: str) -> bool:
    """Tell whether something was ever applied to this home."""
    found = inspect(connection).has_table(f"{_VERSIONS}{name}")
    connection.commit()
    return found


def create(connection: Connection, name: str) -> None:
    """Do nothing: Alembic makes the table of versions, and the revisions make all others."""


def drop(connection: Connection, name: str) -> None:
    """Drop the table of versions: what no revision has made is not ours to remove."""
    connection.commit()
    Table(f"{_VERSIONS}{name}", MetaData()).drop(connection, checkfirst=True)
    connection.commit()
