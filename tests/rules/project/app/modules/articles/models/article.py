"""What people write."""

import enum
from uuid import UUID

from sqlalchemy.orm import Mapped

from app.core.db.base import IdMixin

from .base import Base


class Status(enum.StrEnum):
    """Who may read it."""

    DRAFT = "draft"
    PUBLISHED = "published"


class Article(IdMixin, Base):
    """A text; its author is a plain id, for the users belong to another module."""

    __tablename__ = "articles"

    title: Mapped[str]
    status: Mapped[Status]
    author_id: Mapped[UUID]
