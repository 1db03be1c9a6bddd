"""What people pay."""

from decimal import Decimal
from uuid import UUID

from sqlalchemy.orm import Mapped

from app.core.db.base import IdMixin

from .base import Base


class Invoice(IdMixin, Base):
    """An amount that somebody owes."""

    __tablename__ = "invoices"

    payer_id: Mapped[UUID]
    amount: Mapped[Decimal]
