"""The entries table."""

import datetime as dt
from decimal import Decimal
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db.base import ExactDecimal, IdMixin, SoftDeleteMixin, TimestampMixin, UtcDateTime

from .base import Base

MoodChoice = Literal["good", "bad"]


class Entry(IdMixin, TimestampMixin, SoftDeleteMixin, Base):
    """One entry."""

    __tablename__ = "entries"

    text: Mapped[str] = mapped_column(sa.Text)
    at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    mood: Mapped[MoodChoice | None] = mapped_column(sa.String(50))
    weight: Mapped[Decimal | None] = mapped_column(ExactDecimal(scale=4))
    data: Mapped[dict[str, Any]] = mapped_column(sa.JSON(none_as_null=True))

    # Partial: what was deleted is out of the way of new rows and of lists.
    __table_args__ = (
        sa.Index(None, "created_at", "id", sqlite_where=sa.text("deleted_at IS NULL")),
    )
