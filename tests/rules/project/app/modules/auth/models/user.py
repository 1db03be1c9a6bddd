"""Who can sign in."""

from sqlalchemy.orm import Mapped

from app.core.db.base import IdMixin

from .base import Base


class User(IdMixin, Base):
    """A person."""

    __tablename__ = "users"

    email: Mapped[str]
