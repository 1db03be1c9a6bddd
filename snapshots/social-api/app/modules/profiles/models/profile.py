"""The profiles table."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db.base import IdMixin, SoftDeleteMixin, TimestampMixin

from .base import Base


class Profile(IdMixin, TimestampMixin, SoftDeleteMixin, Base):
    """One profile."""

    __tablename__ = "profiles"

    handle: Mapped[str] = mapped_column(sa.String(200))
    about: Mapped[str | None] = mapped_column(sa.Text)
    # A plain id: a foreign key would tie the tables of two modules together.
    person_id: Mapped[UUID] = mapped_column(sa.Uuid)

    # Partial: what was deleted is out of the way of new rows and of lists.
    __table_args__ = (
        sa.Index(None, "created_at", "id", postgresql_where=sa.text("deleted_at IS NULL")),
        sa.Index(None, "handle", unique=True, postgresql_where=sa.text("deleted_at IS NULL")),
        sa.Index(None, "person_id", unique=True, postgresql_where=sa.text("deleted_at IS NULL")),
    )
