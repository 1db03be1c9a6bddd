"""Who has asked for a new password, and has not set one yet."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db.base import IdMixin

from .base import Base
from .user import User


class PasswordReset(IdMixin, Base):
    """One wish for a new password.

    It has a token as soon as a mail is written, and is then good for one time, as long as the
    account has the e-mail and the password of the moment in which it was wished for.
    """

    __tablename__ = "password_resets"

    user_id: Mapped[UUID] = mapped_column(sa.ForeignKey(User.id, ondelete="CASCADE"), index=True)
    token_hash: Mapped[str | None] = mapped_column(sa.String(64), unique=True)
    account_hash: Mapped[str] = mapped_column(sa.String(64))
    expires_at: Mapped[datetime] = mapped_column(sa.DateTime(timezone=True))
