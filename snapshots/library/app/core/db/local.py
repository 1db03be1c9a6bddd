"""The database where `DATABASE_URL` is unset: a PostgreSQL of this project, started on demand."""

from collections.abc import Generator
from contextlib import contextmanager

from app.core.db import embedded


@contextmanager
def local_database() -> Generator[str]:
    """Yield the URL of the embedded server, which runs for as long as somebody uses it."""
    with embedded.running() as url:
        yield url
