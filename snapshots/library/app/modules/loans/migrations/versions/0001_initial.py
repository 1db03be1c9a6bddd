"""The tables of loans."""

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
        "loans",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("book_id", sa.Uuid(), nullable=False),
        sa.Column("reader_id", sa.Uuid(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("returned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("number", sa.String(length=200), nullable=False),
        sa.Column("renewals", sa.Integer(), nullable=False),
        sa.Column("deposit", sa.Numeric(precision=18, scale=4), nullable=False),
        sa.Column("state", sa.String(length=50), nullable=False),
        sa.Column("weight", sa.Double(), nullable=True),
        sa.Column("damaged", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("extra", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("token", sa.Uuid(), nullable=False),
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
        schema="loans",
    )
    op.create_index(
        None,
        "loans",
        ["created_at", "id"],
        schema="loans",
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_index(None, "loans", ["book_id"], schema="loans")
    op.create_index(None, "loans", ["reader_id"], schema="loans")
    op.create_index(
        None,
        "loans",
        ["number"],
        schema="loans",
        unique=True,
        postgresql_where=sa.text("deleted_at IS NULL"),
    )


def downgrade() -> None:
    """Take the revision back."""
    op.drop_table("loans", schema="loans")
