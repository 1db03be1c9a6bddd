"""The articles table."""

import datetime as dt
from typing import Literal
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db.base import IdMixin, SoftDeleteMixin, TimestampMixin

from .base import Base

StatusChoice = Literal["draft", "published"]


class Article(IdMixin, TimestampMixin, SoftDeleteMixin, Base):
    """One article."""

    __tablename__ = "articles"

    title: Mapped[str] = mapped_column(sa.String(200))
    body: Mapped[str] = mapped_column(sa.Text)
    published_at: Mapped[dt.datetime | None] = mapped_column(sa.DateTime(timezone=True))
    status: Mapped[StatusChoice] = mapped_column(sa.String(50))
    # A plain id: a foreign key would tie the tables of two modules together.
    author_id: Mapped[UUID] = mapped_column(sa.Uuid, index=True)

    # Partial: what was deleted is out of the way of new rows and of lists.
    __table_args__ = (
        sa.Index(None, "created_at", "id", postgresql_where=sa.text("deleted_at IS NULL")),
        sa.Index(None, "title", unique=True, postgresql_where=sa.text("deleted_at IS NULL")),
    )
