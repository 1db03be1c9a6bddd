"""Runs the migrations of one module: Alembic executes this file with a configuration of ours.

`app.core.db.migrations` builds that configuration; see there for what it hands over.
"""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy.schema import CreateSchema

from app.core.module import Module

module: Module = context.config.attributes["module"]


def is_own(name: str | None, kind: str, parents: object) -> bool:
    """Keep autogenerate inside the schema of the module: other tables are other people's."""
    return kind != "schema" or name == module.schema


def import_type(kind: str, item: Any, autogenerate: AutogenContext) -> Literal[False]:
    """Import the module of a column type of the application's own; rendered as usual."""
    home = type(item).__module__
    if kind == "type" and not home.startswith("sqlalchemy."):
        autogenerate.imports.add(f"import {home}")
    return False


settings: dict[str, Any] = {
    "target_metadata": module.metadata,
    "version_table_schema": module.schema,
    "include_schemas": True,
    "include_name": is_own,
    "compare_server_default": True,
    "render_item": import_type,
    "transaction_per_migration": True,
    **context.config.attributes["settings"],
}

if context.is_offline_mode():
    context.configure(
        dialect_name="postgresql",
        literal_binds=True,
        dialect_opts={"paramstyle": "named"},
        **settings,
    )
    context.execute(CreateSchema(module.schema, if_not_exists=True))
else:
    context.configure(connection=context.config.attributes["connection"], **settings)

with context.begin_transaction():
    context.run_migrations()
