"""The tables of comments."""

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
        "comments",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("article_id", sa.Uuid(), nullable=False),
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
        schema="comments",
    )
    op.create_index(
        None,
        "comments",
        ["created_at", "id"],
        schema="comments",
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_index(None, "comments", ["article_id"], schema="comments")


def downgrade() -> None:
    """Take the revision back."""
    op.drop_table("comments", schema="comments")
