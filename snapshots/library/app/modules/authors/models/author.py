"""The authors table."""

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db.base import IdMixin, SoftDeleteMixin, TimestampMixin

from .base import Base


class Author(IdMixin, TimestampMixin, SoftDeleteMixin, Base):
    """One author."""

    __tablename__ = "authors"

    name: Mapped[str] = mapped_column(sa.String(200))
    born_on: Mapped[dt.date | None] = mapped_column(sa.Date)

    # Partial: what was deleted is out of the way of new rows and of lists.
    __table_args__ = (
        sa.Index(None, "created_at", "id", postgresql_where=sa.text("deleted_at IS NULL")),
        sa.Index(None, "name", unique=True, postgresql_where=sa.text("deleted_at IS NULL")),
    )
