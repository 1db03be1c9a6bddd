"""The tenants table."""

from typing import Literal
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db.base import IdMixin, SoftDeleteMixin, TimestampMixin

from .base import Base

PlanChoice = Literal["free", "paid"]


class Tenant(IdMixin, TimestampMixin, SoftDeleteMixin, Base):
    """One tenant."""

    __tablename__ = "tenants"

    name: Mapped[str] = mapped_column(sa.String(200))
    plan: Mapped[PlanChoice] = mapped_column(sa.String(50))
    # A plain id: a foreign key would tie the tables of two modules together.
    owner_id: Mapped[UUID] = mapped_column(sa.Uuid, index=True)

    # What was deleted is not `living`: it is out of the way of new rows. Lists pass over it.
    __table_args__ = (
        sa.Index(None, "deleted_at", "created_at", "id"),
        sa.Index(None, "name", "living", unique=True),
    )
