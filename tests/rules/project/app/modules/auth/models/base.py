"""The base of the tables of auth."""

from sqlalchemy.orm import DeclarativeBase

from app.core.db.base import module_metadata


class Base(DeclarativeBase):
    """Keeps them in a schema of their own."""

    metadata = module_metadata("auth")
