"""Runs the migrations of one module: Alembic executes this file with a configuration of ours.

`app.core.db.migrations` builds that configuration; see there for what it hands over.
"""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from alembic.runtime.migration import MigrationContext, MigrationInfo

from app.core.db import homes
from app.core.module import Module

module: Module = context.config.attributes["module"]
home: str = context.config.attributes["home"] or module.schema
given: dict[str, Any] = context.config.attributes["settings"]
connection = context.config.attributes.get("connection")
renames = homes.renames(module)


def import_type(kind: str, item: Any, autogenerate: AutogenContext) -> Literal[False]:
    """Import the module of a column type of the application's own; rendered as usual."""
    place = type(item).__module__
    if kind == "type" and not place.startswith("sqlalchemy."):
        autogenerate.imports.add(f"import {place}")
    return False


def rename_home(*, ctx: MigrationContext, step: MigrationInfo, **_rest: object) -> None:
    """Rename the home of the module where the history says so, behind the revision that does."""
    if step.up_revision_id in renames:
        former, latter = renames[step.up_revision_id]
        homes.rename(ctx, *((former, latter) if step.is_upgrade else (latter, former)))


settings: dict[str, Any] = {
    "target_metadata": module.metadata,
    "render_item": import_type,
    "transaction_per_migration": True,
    **homes.settings(home),
    **homes.comparing(module, connection),
    **given,
    "on_version_apply": (rename_home, *given.get("on_version_apply", ())),
}

if context.is_offline_mode():
    dialect, before = homes.offline(home)
    context.configure(literal_binds=True, **dialect, **settings)
    for statement in before:
        context.execute(statement)
else:
    context.configure(connection=connection, **settings)

with context.begin_transaction():
    context.run_migrations()
