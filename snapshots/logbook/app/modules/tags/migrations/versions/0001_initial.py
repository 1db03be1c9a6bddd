"""The tables of tags."""

import sqlalchemy as sa
from alembic import op

from app.core.db.base import UtcDateTime

revision = "0001_initial"
down_revision = None
branch_labels = None
depends_on = None
# When a deployment runs it: expand, backfill, contract or maintenance.
phase = "expand"


def upgrade() -> None:
    """Apply the revision."""
    op.create_table(
        "tags",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            UtcDateTime(),
            server_default=sa.text("(strftime('%Y-%m-%d %H:%M:%f', 'now') || '000')"),
            nullable=False,
        ),
        sa.Column(
            "updated_at",
            UtcDateTime(),
            server_default=sa.text("(strftime('%Y-%m-%d %H:%M:%f', 'now') || '000')"),
            nullable=False,
        ),
        sa.Column("deleted_at", UtcDateTime(), nullable=True),
        # Constraints and indexes get their names from the convention in app/core/db/base.py.
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        None,
        "tags",
        ["created_at", "id"],
        sqlite_where=sa.text("deleted_at IS NULL"),
    )
    op.create_index(None, "tags", ["entry_id"])


def downgrade() -> None:
    """Take the revision back."""
    op.drop_table("tags")
