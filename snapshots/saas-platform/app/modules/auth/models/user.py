"""Who can hold keys."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db.base import IdMixin, TimestampMixin

from .base import Base


class User(IdMixin, TimestampMixin, Base):
    """A person or a program, known by a name; keys come and go, the user stays."""

    __tablename__ = "auth_users"

    name: Mapped[str] = mapped_column(sa.String(200), unique=True)
    is_active: Mapped[bool] = mapped_column(default=True, server_default=sa.true())
