"""The tables of billings."""

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
        "billing",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("amount", sa.Numeric(precision=18, scale=4), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            UtcDateTime(),
            server_default=sa.text("CURRENT_TIMESTAMP(6)"),
            nullable=False,
        ),
        sa.Column(
            "updated_at",
            UtcDateTime(),
            server_default=sa.text("CURRENT_TIMESTAMP(6)"),
            nullable=False,
        ),
        sa.Column("deleted_at", UtcDateTime(), nullable=True),
        # Null once the row is deleted: an index with it is unique among the others.
        sa.Column(
            "living",
            sa.Boolean(),
            sa.Computed("CASE WHEN deleted_at IS NULL THEN 1 END", persisted=False),
            nullable=True,
        ),
        # Constraints and indexes get their names from the convention in app/core/db/base.py.
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        None,
        "billing",
        ["deleted_at", "created_at", "id"],
    )
    op.create_index(None, "billing", ["tenant_id"])


def downgrade() -> None:
    """Take the revision back."""
    op.drop_table("billing")
