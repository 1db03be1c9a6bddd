"""Small modules with a history, for the tests of the migrations."""

import shutil
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Integer, String, Table

from app.core.module import Module
from tests.database import in_home, metadata_of, table_name

REVISION = '''\
"""{title}."""

import sqlalchemy as sa
from alembic import op

revision = "{id}"
down_revision = {after}
branch_labels = None
depends_on = None
phase = "{phase}"
renamed_from = {renamed_from}


def upgrade() -> None:
    """Apply the revision."""
    {upgrade}


def downgrade() -> None:
    """Take the revision back."""
    {downgrade}
'''

CREATE_THINGS = """op.create_table(
        "{table}",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=50), nullable=False),
        sa.PrimaryKeyConstraint("id"){in_home},
    )"""


def things_in(home: str, *columns: Column[Any]) -> Table:
    """Declare the table that `CREATE_THINGS` makes."""
    return Table(
        table_name(home),
        metadata_of(home),
        Column("id", Integer, primary_key=True),
        Column("name", String(50), nullable=False),
        *columns,
    )


def write_revision(
    directory: Path,
    id: str,  # noqa: A002
    *,
    after: str | None = None,
    phase: str = "expand",
    renamed_from: str | None = None,
    upgrade: str = "pass",
    downgrade: str = "pass",
) -> None:
    directory.mkdir(parents=True, exist_ok=True)
    text = REVISION.format(
        title=f"What {id} does",
        id=id,
        after=f'"{after}"' if after else None,
        phase=phase,
        renamed_from=f'"{renamed_from}"' if renamed_from else None,
        upgrade=upgrade,
        downgrade=downgrade,
    )
    (directory / f"{id}.py").write_text(text)


def small_module(directory: Path, name: str, *, uses: tuple[str, ...] = ()) -> Module:
    """Return a module with one table and the revision that creates it."""
    versions = directory / name / "versions"
    if not versions.exists():
        write_revision(
            versions,
            "0001",
            upgrade=CREATE_THINGS.format(table=table_name(name), in_home=in_home(name)),
            downgrade=f'op.drop_table("{table_name(name)}"{in_home(name)})',
        )
    return with_table(directory, name, things_in(name), uses=uses)


def with_table(directory: Path, name: str, table: Table, *, uses: tuple[str, ...] = ()) -> Module:
    """Return the module of a table whose revisions lie in the directory of its name."""
    return Module(
        name=name,
        schema=name,
        uses=uses,
        metadata=table.metadata,
        migrations=directory / name,
        routers=(),
    )


def renamed(directory: Path, old: str, new: str) -> Module:
    """Return a module with the history of the old one, and its rename at the end."""
    versions = directory / new / "versions"
    shutil.copytree(directory / old / "versions", versions)
    number = len(list(versions.glob("*.py")))
    write_revision(versions, f"{number + 1:04}", after=f"{number:04}", renamed_from=old)
    return small_module(directory, new)
