"""The base of the notifications tables."""

from sqlalchemy.orm import DeclarativeBase

from app.core.db.base import module_metadata


class Base(DeclarativeBase):
    """Keeps the tables of this module, and of no other."""

    metadata = module_metadata()
