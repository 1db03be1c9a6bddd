"""The tags table."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db.base import IdMixin, SoftDeleteMixin, TimestampMixin

from .base import Base


class Tag(IdMixin, TimestampMixin, SoftDeleteMixin, Base):
    """One tag."""

    __tablename__ = "tags"

    name: Mapped[str] = mapped_column(sa.String(200))
    description: Mapped[str | None] = mapped_column(sa.Text)
    # A plain id: a foreign key would tie the tables of two modules together.
    entry_id: Mapped[UUID] = mapped_column(sa.Uuid, index=True)

    # Partial: what was deleted is out of the way of new rows and of lists.
    __table_args__ = (
        sa.Index(None, "created_at", "id", sqlite_where=sa.text("deleted_at IS NULL")),
    )
