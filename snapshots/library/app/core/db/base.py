"""What the tables of all modules have in common.

Each module has its own `Base`, so that its metadata, its schema and its migrations are its own:

    class Base(DeclarativeBase):
        metadata = module_metadata("<the schema of the module>")
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, MetaData, Uuid, func
from sqlalchemy.orm import Mapped, mapped_column

from app.core.ids import new_id

# A constraint without a name cannot be dropped by a later migration. SQLAlchemy shortens a name
# longer than the 63 bytes of PostgreSQL and ends it with a hash, always the same one.
_NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


def module_metadata(schema: str) -> MetaData:
    """Return the metadata of a module that keeps its tables in this schema."""
    return MetaData(schema=schema, naming_convention=_NAMING_CONVENTION)


class IdMixin:
    """An id that the application makes, known before the row is written."""

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=new_id, sort_order=-1)


class TimestampMixin:
    """When a row was written first and last, by the clock of the database."""

    # Without it `updated_at` is expired by an UPDATE, and reading it would need another query.
    __mapper_args__: dict[str, Any] = {"eager_defaults": True}  # noqa: RUF012

    created_at: Mapped[datetime] = mapped_column(
        DateTime(timezone=True), server_default=func.now(), sort_order=90
    )
    updated_at: Mapped[datetime] = mapped_column(
        DateTime(timezone=True), server_default=func.now(), onupdate=func.now(), sort_order=91
    )


class SoftDeleteMixin:
    """When a row was deleted; it stays, and is hidden."""

    deleted_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True), sort_order=92)
