"""The base of the authors tables."""

from sqlalchemy.orm import DeclarativeBase

from app.core.db.base import module_metadata


class Base(DeclarativeBase):
    """Keeps the tables of this module, and of no other, in a database schema of their own."""

    metadata = module_metadata("authors")
