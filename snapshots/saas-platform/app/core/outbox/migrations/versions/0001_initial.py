"""The tables of the outbox."""

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
        "outbox_messages",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("event_name", sa.String(length=200), nullable=False),
        sa.Column("consumer", sa.String(length=200), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("available_at", UtcDateTime(), nullable=True),
        sa.Column("delivered_at", UtcDateTime(), nullable=True),
        sa.Column("parked_at", UtcDateTime(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        # Constraints and indexes get their names from the convention in app/core/db/base.py.
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("event_id", "consumer"),
    )
    op.create_index(None, "outbox_messages", ["available_at"])
    op.create_index(None, "outbox_messages", ["delivered_at"])
    op.create_table(
        "outbox_inbox",
        sa.Column("consumer", sa.String(length=200), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("heard_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("consumer", "event_id"),
    )
    op.create_index(None, "outbox_inbox", ["heard_at"])


def downgrade() -> None:
    """Take the revision back."""
    op.drop_table("outbox_inbox")
    op.drop_table("outbox_messages")
