"""The accounts table."""

from typing import Literal

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db.base import IdMixin, SoftDeleteMixin, TimestampMixin

from .base import Base

KindChoice = Literal["asset", "debt"]


class Account(IdMixin, TimestampMixin, SoftDeleteMixin, Base):
    """One account."""

    __tablename__ = "accounts"

    number: Mapped[str] = mapped_column(sa.String(200))
    kind: Mapped[KindChoice] = mapped_column(sa.String(50))

    # Partial: what was deleted is out of the way of new rows and of lists.
    __table_args__ = (
        sa.Index(None, "created_at", "id", postgresql_where=sa.text("deleted_at IS NULL")),
        sa.Index(None, "number", unique=True, postgresql_where=sa.text("deleted_at IS NULL")),
    )
