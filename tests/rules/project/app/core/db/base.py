"""What the tables of all modules have in common."""

from uuid import UUID, uuid4

from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


def module_metadata(schema: str) -> MetaData:
    """Return the metadata of a module that keeps its tables in this schema."""
    return MetaData(schema=schema)


class SharedBase(DeclarativeBase):
    """For modules whose tables have no schema of their own."""


class IdMixin:
    """An id that the application makes."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
