"""Where a user is signed in."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db.base import IdMixin, TimestampMixin

from .base import Base
from .user import User


class UserSession(IdMixin, TimestampMixin, Base):
    """One signing in and the family of refresh tokens that grows from it.

    Every token of the family names it; only the newest one matches the hash, so that any other has
    been used before. Access tokens name the id instead: holding one is not enough to name the
    family, and so not enough to end it. To revoke a family is to delete its row.
    """

    __tablename__ = "user_sessions"

    user_id: Mapped[UUID] = mapped_column(sa.ForeignKey(User.id, ondelete="CASCADE"), index=True)
    family_id: Mapped[UUID] = mapped_column(unique=True)
    token_hash: Mapped[str] = mapped_column(sa.String(64))
    expires_at: Mapped[datetime] = mapped_column(sa.DateTime(timezone=True))
