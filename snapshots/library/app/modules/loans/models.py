"""The loans table."""

import datetime as dt
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from app.core.db.base import IdMixin, SoftDeleteMixin, TimestampMixin, module_metadata


class Base(DeclarativeBase):
    """Keeps the tables of this module, and of no other, in a database schema of their own."""

    metadata = module_metadata("loans")


class Loan(IdMixin, TimestampMixin, SoftDeleteMixin, Base):
    """One loan."""

    __tablename__ = "loans"

    # A plain id: a foreign key would tie the tables of two modules together.
    book_id: Mapped[UUID] = mapped_column(sa.Uuid, index=True)
    # A plain id: a foreign key would tie the tables of two modules together.
    reader_id: Mapped[UUID] = mapped_column(sa.Uuid, index=True)
    due_on: Mapped[dt.date] = mapped_column(sa.Date)
    returned_at: Mapped[dt.datetime | None] = mapped_column(sa.DateTime(timezone=True))

    # Partial: what was deleted is out of the way of new rows and of lists.
    __table_args__ = (
        sa.Index(None, "created_at", "id", postgresql_where=sa.text("deleted_at IS NULL")),
    )
