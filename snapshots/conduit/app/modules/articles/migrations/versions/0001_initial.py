"""The tables of articles."""

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
        "articles",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("status", sa.String(length=50), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
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
        schema="articles",
    )
    op.create_index(
        None,
        "articles",
        ["created_at", "id"],
        schema="articles",
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_index(
        None,
        "articles",
        ["title"],
        schema="articles",
        unique=True,
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_index(None, "articles", ["author_id"], schema="articles")


def downgrade() -> None:
    """Take the revision back."""
    op.drop_table("articles", schema="articles")
