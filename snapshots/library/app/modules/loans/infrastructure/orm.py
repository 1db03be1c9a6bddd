"""The loans table, and its mapping."""

import sqlalchemy as sa
from sqlalchemy.orm import registry

from app.core.db.base import module_metadata

from ..domain.model import Loan

metadata = module_metadata("loans")

TABLE = sa.Table(
    "loans",
    metadata,
    sa.Column("id", sa.Uuid(), primary_key=True),
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
        onupdate=sa.text("now()"),
        nullable=False,
    ),
    sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
    # Partial: what was deleted is out of the way of new rows and of lists.
    sa.Index(None, "created_at", "id", postgresql_where=sa.text("deleted_at IS NULL")),
    sa.Index(None, "number", unique=True, postgresql_where=sa.text("deleted_at IS NULL")),
    sa.Index(None, "book_id"),
    sa.Index(None, "reader_id"),
)


def map_loans() -> None:
    """Map loans onto their table, once."""
    if sa.inspect(Loan, raiseerr=False) is None:
        # Without eager defaults `updated_at` is expired by an UPDATE, and reading it would need
        # another query.
        registry(metadata=metadata).map_imperatively(Loan, TABLE, eager_defaults=True)


map_loans()
