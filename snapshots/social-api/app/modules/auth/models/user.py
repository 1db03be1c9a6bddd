"""Who has been seen."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db.base import IdMixin, TimestampMixin

from .base import Base


class User(IdMixin, TimestampMixin, Base):
    """A subject of an issuer: the two together are who it is, everything else may change.

    The e-mail is what the issuer said last, if it said that it is verified. A user who is not
    active is shut out, whatever the issuer says.
    """

    __tablename__ = "users"

    issuer: Mapped[str] = mapped_column(sa.String(255))
    subject: Mapped[str] = mapped_column(sa.String(255))
    email: Mapped[str | None] = mapped_column(sa.String(254))
    is_active: Mapped[bool] = mapped_column(default=True, server_default=sa.true())

    __table_args__ = (sa.UniqueConstraint("issuer", "subject"),)
