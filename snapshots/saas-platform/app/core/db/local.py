"""The database where `DATABASE_URL` is unset: there is none, a MySQL server has to be named."""

from contextlib import AbstractContextManager

from app.core.db.engine import EXAMPLE
from app.core.db.errors import DatabaseError


def local_database() -> AbstractContextManager[str]:
    """Raise a sentence that says how to get one."""
    raise DatabaseError(f"DATABASE_URL must name a database of MySQL or MariaDB, as in {EXAMPLE}")
