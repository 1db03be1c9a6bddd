"""The books table."""

import datetime as dt
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from app.core.db.base import IdMixin, SoftDeleteMixin, TimestampMixin, module_metadata

StateChoice = Literal["new", "worn", "lost"]


class Base(DeclarativeBase):
    """Keeps the tables of this module, and of no other, in a database schema of their own."""

    metadata = module_metadata("books")


class Book(IdMixin, TimestampMixin, SoftDeleteMixin, Base):
    """One book."""

    __tablename__ = "books"

    title: Mapped[str] = mapped_column(sa.String(200))
    isbn: Mapped[str] = mapped_column(sa.String(200))
    price: Mapped[Decimal] = mapped_column(sa.Numeric(18, 4))
    pages: Mapped[int] = mapped_column(sa.Integer)
    weight: Mapped[float | None] = mapped_column(sa.Double)
    state: Mapped[StateChoice] = mapped_column(sa.String(50))
    at_hand: Mapped[bool] = mapped_column(sa.Boolean)
    notes: Mapped[str | None] = mapped_column(sa.Text)
    printed_on: Mapped[dt.date] = mapped_column(sa.Date)
    arrived_at: Mapped[dt.datetime | None] = mapped_column(sa.DateTime(timezone=True))
    extra: Mapped[dict[str, Any]] = mapped_column(sa.JSON(none_as_null=True))
    shelf: Mapped[UUID | None] = mapped_column(sa.Uuid)
    # A plain id: a foreign key would tie the tables of two modules together.
    author_id: Mapped[UUID] = mapped_column(sa.Uuid, index=True)

    # Partial: what was deleted is out of the way of new rows and of lists.
    __table_args__ = (
        sa.Index(None, "created_at", "id", postgresql_where=sa.text("deleted_at IS NULL")),
        sa.Index(None, "isbn", unique=True, postgresql_where=sa.text("deleted_at IS NULL")),
    )
