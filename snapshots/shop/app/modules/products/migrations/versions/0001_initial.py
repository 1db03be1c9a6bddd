"""The tables of products."""

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
        "products",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("sku", sa.String(length=200), nullable=False),
        sa.Column("price", sa.Numeric(precision=18, scale=4), nullable=False),
        sa.Column("weight", sa.Double(), nullable=True),
        sa.Column("stock", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("released_on", sa.Date(), nullable=True),
        sa.Column("attributes", sa.JSON(none_as_null=True), nullable=False),
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
        schema="products",
    )
    op.create_index(
        None,
        "products",
        ["created_at", "id"],
        schema="products",
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_index(
        None,
        "products",
        ["sku"],
        schema="products",
        unique=True,
        postgresql_where=sa.text("deleted_at IS NULL"),
    )


def downgrade() -> None:
    """Take the revision back."""
    op.drop_table("products", schema="products")
