"""The notifications table."""

import sqlalchemy as sa
from sqlalchemy.dialects import mysql
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db.base import IdMixin, SoftDeleteMixin, TimestampMixin

from .base import Base


class Notification(IdMixin, TimestampMixin, SoftDeleteMixin, Base):
    """One notification."""

    __tablename__ = "notifications"

    name: Mapped[str] = mapped_column(sa.String(200))
    description: Mapped[str | None] = mapped_column(mysql.MEDIUMTEXT)

    # What was deleted is not `living`: it is out of the way of new rows. Lists pass over it.
    __table_args__ = (sa.Index(None, "deleted_at", "created_at", "id"),)
