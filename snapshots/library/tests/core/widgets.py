"""A model that belongs to no module, with its repository: what the tests of the kernel work on."""

from typing import Any, ClassVar

import sqlalchemy as sa
from pydantic import MISSING
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from app.core.db.base import IdMixin, SoftDeleteMixin, TimestampMixin, module_metadata
from app.core.errors import ConflictError
from app.core.repository import Repository, SoftDeleteRepository
from app.core.schemas import JsonObject, LongText, RequestModel, ShortText


class Base(DeclarativeBase):
    """The base of the models of these tests."""

    metadata = module_metadata("kernel_tests")


class Widget(IdMixin, TimestampMixin, SoftDeleteMixin, Base):
    """A thing with a unique name."""

    __tablename__ = "widgets"
    __table_args__ = (
        sa.Index(None, "name", unique=True, postgresql_where=sa.text("deleted_at IS NULL")),
    )

    name: Mapped[str] = mapped_column(sa.String(200))
    note: Mapped[str | None] = mapped_column(sa.Text)
    marks: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))


class WidgetCreate(RequestModel):
    """What a new widget needs."""

    name: ShortText
    note: LongText | None = None
    marks: JsonObject | None = None


class WidgetUpdate(RequestModel):
    """What can be changed of a widget."""

    name: ShortText | MISSING = MISSING
    note: LongText | MISSING | None = MISSING
    marks: JsonObject | MISSING | None = MISSING


class WidgetTakenError(ConflictError):
    """There is a widget of this name."""

    code = "WIDGET_TAKEN"


class WidgetRepository(SoftDeleteRepository[Widget, WidgetCreate, WidgetUpdate]):
    """Widgets that are hidden when they are deleted."""

    model = Widget
    conflict = WidgetTakenError
    filterable: ClassVar[frozenset[str]] = frozenset({"name", "note"})
    sortable: ClassVar[frozenset[str]] = frozenset({"name", "created_at"})


class HardWidgetRepository(Repository[Widget, WidgetCreate, WidgetUpdate]):
    """Widgets that are gone when they are deleted."""

    model = Widget
