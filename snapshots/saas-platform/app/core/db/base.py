"""What the tables of all modules have in common.

Each module has its own `Base`, so that its metadata and its migrations are its own:

    class Base(DeclarativeBase):
        metadata = module_metadata()

All modules share one database. The tables of a module begin with its name, as `articles` and
`articles_tags` do.
"""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Computed, Dialect, MetaData, TypeDecorator, Uuid, text
from sqlalchemy.dialects.mysql import DATETIME
from sqlalchemy.orm import Mapped, mapped_column
from typing_extensions import override

from app.core.ids import new_id

# A constraint without a name cannot be dropped by a later migration. SQLAlchemy shortens a name
# longer than the 64 characters of MySQL and ends it with a hash, always the same one.
_NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
# Without the six digits MySQL counts in seconds.
_NOW = text("CURRENT_TIMESTAMP(6)")


def module_metadata() -> MetaData:
    """Return the metadata of a module."""
    return MetaData(naming_convention=_NAMING_CONVENTION)


class UtcDateTime(TypeDecorator[datetime]):
    """An instant. MySQL keeps no time zone, so it is always written in UTC and read as such."""

    impl = DATETIME(fsp=6)
    cache_ok = True

    @override
    def __repr__(self) -> str:
        """Return what a revision says."""
        return "UtcDateTime()"

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


class IdMixin:
    """An id that the application makes, known before the row is written."""

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=new_id, sort_order=-1)


class TimestampMixin:
    """When a row was written first and last, by the clock of the database."""

    # Without it `updated_at` is expired by an UPDATE, and reading it would fail outside of one.
    __mapper_args__: dict[str, Any] = {"eager_defaults": True}  # noqa: RUF012

    created_at: Mapped[datetime] = mapped_column(UtcDateTime, server_default=_NOW, sort_order=90)
    updated_at: Mapped[datetime] = mapped_column(
        UtcDateTime, server_default=_NOW, onupdate=_NOW, sort_order=91
    )


class SoftDeleteMixin:
    """When a row was deleted; it stays, and is hidden.

    MySQL has no partial indexes. An index with `living` behind its columns is unique among the rows
    that were not deleted: in all others it is null, and nulls never equal one another.
    """

    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime, sort_order=92)
    living: Mapped[bool | None] = mapped_column(
        Boolean,
        Computed("CASE WHEN deleted_at IS NULL THEN 1 END", persisted=False),
        deferred=True,
        sort_order=93,
    )
