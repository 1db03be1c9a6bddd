"""What the tables of all modules have in common.

Each module has its own `Base`, so that its metadata and its migrations are its own:

    class Base(DeclarativeBase):
        metadata = module_metadata()

All modules share one file. The tables of a module begin with its name, as `articles` and
`articles_tags` do.
"""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, Dialect, MetaData, TypeDecorator, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column
from typing_extensions import override

from app.core.ids import new_id

# A constraint without a name cannot be dropped by a later migration.
_NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
# Written as `UtcDateTime` writes; SQLite counts in milliseconds.
_NOW = text("(strftime('%Y-%m-%d %H:%M:%f', 'now') || '000')")


def module_metadata() -> MetaData:
    """Return the metadata of a module."""
    return MetaData(naming_convention=_NAMING_CONVENTION)


class UtcDateTime(TypeDecorator[datetime]):
    """An instant. SQLite has text only, so it is always written in UTC and read as such."""

    impl = DateTime
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without its zone says nothing")
        return value.astimezone(UTC).replace(tzinfo=None)

    @override
    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


class ExactDecimal(TypeDecorator[Decimal]):
    """A decimal number as a whole one, so many powers of ten larger: SQLite has no exact ones."""

    impl = BigInteger
    cache_ok = True

    def __init__(self, scale: int) -> None:
        """Keep this many digits behind the point."""
        super().__init__()
        self.scale = scale

    @override
    def __repr__(self) -> str:
        """Return what a revision says."""
        return f"ExactDecimal(scale={self.scale})"

    @override
    def process_bind_param(self, value: Decimal | str | None, dialect: Dialect) -> int | None:
        return None if value is None else int(Decimal(value).scaleb(self.scale))

    @override
    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value).scaleb(-self.scale)


class IdMixin:
    """An id that the application makes, known before the row is written."""

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=new_id, sort_order=-1)


class TimestampMixin:
    """When a row was written first and last, by the clock of the database."""

    # Without it `updated_at` is expired by an UPDATE, and reading it would need another query.
    __mapper_args__: dict[str, Any] = {"eager_defaults": True}  # noqa: RUF012

    created_at: Mapped[datetime] = mapped_column(UtcDateTime, server_default=_NOW, sort_order=90)
    updated_at: Mapped[datetime] = mapped_column(
        UtcDateTime, server_default=_NOW, onupdate=_NOW, sort_order=91
    )


class SoftDeleteMixin:
    """When a row was deleted; it stays, and is hidden."""

    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime, sort_order=92)
