"""The payments table."""

import datetime as dt
from decimal import Decimal
from typing import Literal
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db.base import IdMixin, SoftDeleteMixin, TimestampMixin

from .base import Base

MethodChoice = Literal["card", "transfer"]


class Payment(IdMixin, TimestampMixin, SoftDeleteMixin, Base):
    """One payment."""

    __tablename__ = "payments"

    amount: Mapped[Decimal] = mapped_column(sa.Numeric(18, 4))
    method: Mapped[MethodChoice | None] = mapped_column(sa.String(50))
    paid_at: Mapped[dt.datetime | None] = mapped_column(sa.DateTime(timezone=True))
    external_id: Mapped[UUID] = mapped_column(sa.Uuid)
    # A plain id: a foreign key would tie the tables of two modules together.
    order_id: Mapped[UUID] = mapped_column(sa.Uuid, index=True)

    # Partial: what was deleted is out of the way of new rows and of lists.
    __table_args__ = (
        sa.Index(None, "created_at", "id", postgresql_where=sa.text("deleted_at IS NULL")),
        sa.Index(None, "external_id", unique=True, postgresql_where=sa.text("deleted_at IS NULL")),
    )
