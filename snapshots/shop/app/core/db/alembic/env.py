"""Runs the migrations of one module: Alembic executes this file with a configuration of ours.

`app.core.db.migrations` builds that configuration; see there for what it hands over.
"""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from alembic.runtime.migration import MigrationContext, MigrationInfo
from sqlalchemy import MetaData
from sqlalchemy.schema import CreateSchema

from app.core.db import homes
from app.core.module import Module

module: Module = context.config.attributes["module"]
given: dict[str, Any] = context.config.attributes["settings"]
renames = homes.renames(module)


def is_own(name: str | None, kind: str, parents: object) -> bool:
    """Keep autogenerate inside the schema of the module: other tables are other people's."""
    return kind != "schema" or name == module.schema


def import_type(kind: str, item: Any, autogenerate: AutogenContext) -> Literal[False]:
    """Import the module of a column type of the application's own; rendered as usual."""
    home = type(item).__module__
    if kind == "type" and not home.startswith("sqlalchemy."):
        autogenerate.imports.add(f"import {home}")
    return False


def rename_schema(*, ctx: MigrationContext, step: MigrationInfo, **_rest: object) -> None:
    """Rename the schema where the history says so: in the transaction of that revision, behind it.

    The table of versions goes along with all others. Alembic looks for it once, at the start, and
    offers no other way to say where it is from now on.
    """
    if step.up_revision_id not in renames:
        return
    former, latter = renames[step.up_revision_id]
    old, new = (former, latter) if step.is_upgrade else (latter, former)
    versions = ctx._version  # noqa: SLF001
    # An administrator may have been there before, where this role has no right to rename.
    if versions.schema == old:
        quote = ctx.dialect.identifier_preparer.quote_identifier
        ctx.execute(f"ALTER SCHEMA {quote(old)} RENAME TO {quote(new)}")
        ctx._version = versions.to_metadata(MetaData(), schema=new)  # noqa: SLF001


settings: dict[str, Any] = {
    "target_metadata": module.metadata,
    "version_table_schema": module.schema,
    "include_schemas": True,
    "include_name": is_own,
    "compare_server_default": True,
    "render_item": import_type,
    "transaction_per_migration": True,
    **given,
    "on_version_apply": (rename_schema, *given.get("on_version_apply", ())),
}

if context.is_offline_mode():
    context.configure(
        dialect_name="postgresql",
        literal_binds=True,
        dialect_opts={"paramstyle": "named"},
        **settings,
    )
    context.execute(CreateSchema(settings["version_table_schema"], if_not_exists=True))
else:
    context.configure(connection=context.config.attributes["connection"], **settings)

with context.begin_transaction():
    context.run_migrations()
