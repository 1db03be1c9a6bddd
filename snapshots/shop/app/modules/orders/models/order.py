"""The orders table."""

from typing import Literal
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db.base import IdMixin, SoftDeleteMixin, TimestampMixin

from .base import Base

StatusChoice = Literal["pending", "paid", "shipped", "cancelled"]


class Order(IdMixin, TimestampMixin, SoftDeleteMixin, Base):
    """One order."""

    __tablename__ = "orders"

    number: Mapped[int] = mapped_column(sa.Integer)
    status: Mapped[StatusChoice] = mapped_column(sa.String(50))
    # A plain id: a foreign key would tie the tables of two modules together.
    customer_id: Mapped[UUID] = mapped_column(sa.Uuid, index=True)
    # A plain id: a foreign key would tie the tables of two modules together.
    product_id: Mapped[UUID] = mapped_column(sa.Uuid, index=True)
    note: Mapped[str | None] = mapped_column(sa.Text)

    # Partial: what was deleted is out of the way of new rows and of lists.
    __table_args__ = (
        sa.Index(None, "created_at", "id", postgresql_where=sa.text("deleted_at IS NULL")),
        sa.Index(None, "number", unique=True, postgresql_where=sa.text("deleted_at IS NULL")),
    )
