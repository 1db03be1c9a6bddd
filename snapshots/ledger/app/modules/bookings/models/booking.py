"""The bookings table."""

import datetime as dt
from decimal import Decimal
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db.base import IdMixin, SoftDeleteMixin, TimestampMixin

from .base import Base


class Booking(IdMixin, TimestampMixin, SoftDeleteMixin, Base):
    """One booking."""

    __tablename__ = "bookings"

    amount: Mapped[Decimal] = mapped_column(sa.Numeric(18, 4))
    booked_on: Mapped[dt.date] = mapped_column(sa.Date)
    reference: Mapped[UUID] = mapped_column(sa.Uuid)
    # A plain id: a foreign key would tie the tables of two modules together.
    account_id: Mapped[UUID] = mapped_column(sa.Uuid, index=True)

    # Partial: what was deleted is out of the way of new rows and of lists.
    __table_args__ = (
        sa.Index(None, "created_at", "id", postgresql_where=sa.text("deleted_at IS NULL")),
        sa.Index(None, "reference", unique=True, postgresql_where=sa.text("deleted_at IS NULL")),
    )
