"""The fines table, and its mapping."""

import sqlalchemy as sa
from sqlalchemy.orm import registry

from app.core.db.base import module_metadata

from ..domain.model import Fine

metadata = module_metadata("fines")

TABLE = sa.Table(
    "fines",
    metadata,
    sa.Column("id", sa.Uuid(), primary_key=True),
    sa.Column("amount", sa.Numeric(precision=18, scale=4), nullable=False),
    sa.Column("paid_on", sa.Date(), nullable=True),
    sa.Column("loan_id", sa.Uuid(), nullable=False),
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
        onupdate=sa.text("now()"),
        nullable=False,
    ),
    sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
    # Partial: what was deleted is out of the way of new rows and of lists.
    sa.Index(None, "created_at", "id", postgresql_where=sa.text("deleted_at IS NULL")),
    sa.Index(None, "loan_id"),
)


def map_fines() -> None:
    """Map fines onto their table, once."""
    if sa.inspect(Fine, raiseerr=False) is None:
        # Without eager defaults `updated_at` is expired by an UPDATE, and reading it would need
        # another query.
        registry(metadata=metadata).map_imperatively(Fine, TABLE, eager_defaults=True)


map_fines()
