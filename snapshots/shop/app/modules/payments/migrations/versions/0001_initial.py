"""The tables of payments."""

import sqlalchemy as sa
from alembic import op

revision = "0001_initial"
down_revision = None
branch_labels = None
depends_on = None
# When a deployment runs it: expand, backfill, contract or maintenance.
phase = "expand"


def upgrade() -> None:
    """Apply the revision."""
    op.create_table(
        "payments",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("amount", sa.Numeric(precision=18, scale=4), nullable=False),
        sa.Column("method", sa.String(length=50), nullable=True),
        sa.Column("paid_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("external_id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        # Constraints and indexes get their names from the convention in app/core/db/base.py.
        sa.PrimaryKeyConstraint("id"),
        schema="payments",
    )
    op.create_index(
        None,
        "payments",
        ["created_at", "id"],
        schema="payments",
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_index(
        None,
        "payments",
        ["external_id"],
        schema="payments",
        unique=True,
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_index(None, "payments", ["order_id"], schema="payments")


def downgrade() -> None:
    """Take the revision back."""
    op.drop_table("payments", schema="payments")
