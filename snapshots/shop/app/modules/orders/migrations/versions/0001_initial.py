"""The tables of orders."""

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
        "orders",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=50), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
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
        schema="orders",
    )
    op.create_index(
        None,
        "orders",
        ["created_at", "id"],
        schema="orders",
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_index(
        None,
        "orders",
        ["number"],
        schema="orders",
        unique=True,
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_index(None, "orders", ["customer_id"], schema="orders")
    op.create_index(None, "orders", ["product_id"], schema="orders")


def downgrade() -> None:
    """Take the revision back."""
    op.drop_table("orders", schema="orders")
