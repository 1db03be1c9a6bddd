"""The database where `DATABASE_URL` is unset: a file of this project."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

LOCAL_FILE = Path(__file__).resolve().parents[3] / ".local" / "app.db"


@contextmanager
def local_database() -> Generator[str]:
    """Yield the URL of the file, which is made when it is first opened."""
    LOCAL_FILE.parent.mkdir(parents=True, exist_ok=True)
    yield f"sqlite:///{LOCAL_FILE}"
