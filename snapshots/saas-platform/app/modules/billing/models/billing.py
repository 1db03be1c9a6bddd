"""The billings table."""

import datetime as dt
from decimal import Decimal
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db.base import IdMixin, SoftDeleteMixin, TimestampMixin

from .base import Base


class Billing(IdMixin, TimestampMixin, SoftDeleteMixin, Base):
    """One billing."""

    __tablename__ = "billing"

    amount: Mapped[Decimal] = mapped_column(sa.Numeric(18, 4))
    due_on: Mapped[dt.date] = mapped_column(sa.Date)
    # A plain id: a foreign key would tie the tables of two modules together.
    tenant_id: Mapped[UUID] = mapped_column(sa.Uuid, index=True)

    # What was deleted is not `living`: it is out of the way of new rows. Lists pass over it.
    __table_args__ = (sa.Index(None, "deleted_at", "created_at", "id"),)
