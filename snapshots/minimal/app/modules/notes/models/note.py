"""The notes table."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db.base import IdMixin, SoftDeleteMixin, TimestampMixin

from .base import Base


class Note(IdMixin, TimestampMixin, SoftDeleteMixin, Base):
    """One note."""

    __tablename__ = "notes"

    name: Mapped[str] = mapped_column(sa.String(200))
    description: Mapped[str | None] = mapped_column(sa.Text)

    # Partial: what was deleted is out of the way of new rows and of lists.
    __table_args__ = (
        sa.Index(None, "created_at", "id", postgresql_where=sa.text("deleted_at IS NULL")),
    )
