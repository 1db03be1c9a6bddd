"""The products table."""

import datetime as dt
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db.base import IdMixin, SoftDeleteMixin, TimestampMixin

from .base import Base


class Product(IdMixin, TimestampMixin, SoftDeleteMixin, Base):
    """One product."""

    __tablename__ = "products"

    name: Mapped[str] = mapped_column(sa.String(200))
    sku: Mapped[str] = mapped_column(sa.String(200))
    price: Mapped[Decimal] = mapped_column(sa.Numeric(18, 4))
    weight: Mapped[float | None] = mapped_column(sa.Double)
    stock: Mapped[int] = mapped_column(sa.Integer)
    active: Mapped[bool] = mapped_column(sa.Boolean)
    released_on: Mapped[dt.date | None] = mapped_column(sa.Date)
    attributes: Mapped[dict[str, Any]] = mapped_column(sa.JSON(none_as_null=True))

    # Partial: what was deleted is out of the way of new rows and of lists.
    __table_args__ = (
        sa.Index(None, "created_at", "id", postgresql_where=sa.text("deleted_at IS NULL")),
        sa.Index(None, "sku", unique=True, postgresql_where=sa.text("deleted_at IS NULL")),
    )
