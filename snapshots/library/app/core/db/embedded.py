"""Embedded PostgreSQL: a private server for local runs and tests when `DATABASE_URL` is unset.

Processes that name the same directory share one server. Its users hold a shared lock that the
kernel drops with their process, however that ends, so a killed process leaves nothing to repair:
the next one attaches to the server it finds, or starts it again. The only door is a socket that
nobody but the owner of the server can open. Not for production, and never used there.
"""

import hashlib
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from app.core.db.embedded_binaries import EmbeddedPostgresError, server_account
from app.core.db.embedded_server import Server

if sys.platform != "win32":
    import fcntl

__all__ = ["EmbeddedPostgresError", "running", "throwaway"]

LOCAL_DATA = Path(__file__).resolve().parents[3] / ".local" / "postgres"
# Root keeps data here if the account of the server cannot enter the directory of the project.
DATA_OF_ROOT = Path("/var/lib/embedded-postgres")
THROWAWAY_PREFIX = "embedded-postgres-"
# Held for a moment by whoever comes or goes, and shared for as long as they stay.
GATE, USERS = "gate.lock", "users.lock"


@contextmanager
def running(data_dir: Path | None = None, *, durable: bool = True) -> Generator[str]:
    """Yield the URL of the server of `data_dir`, by default the one of this project.

    Whoever comes first starts it, the last one to leave stops it. `durable` data survives a crash
    of the machine. Raises `EmbeddedPostgresError` if no PostgreSQL is found or it does not start.
    """
    with ExitStack() as stack:
        try:
            home = _home(data_dir or LOCAL_DATA)
            server = Server(home, durable=durable)
            gate = stack.enter_context(_opened(home / GATE))
            users = stack.enter_context(_opened(home / USERS))
            with _locked(gate):
                fcntl.flock(users, fcntl.LOCK_SH)
                server.ensure_ready()
                url = server.url()
        except OSError as error:
            raise EmbeddedPostgresError(
                f"the embedded PostgreSQL cannot use its files ({error}): "
                "remove them, or set DATABASE_URL to use a server of your own"
            ) from error
        try:
            yield url
        finally:
            with _locked(gate):
                if _is_last(users):
                    server.stop()
                # Still behind the gate, so that of two that leave at once one is the last.
                fcntl.flock(users, fcntl.LOCK_UN)


@contextmanager
def throwaway() -> Generator[str]:
    """Yield the URL of a new and empty server that disappears afterwards: for tests."""
    base = _home(Path(tempfile.gettempdir()))
    _sweep(base)
    with tempfile.TemporaryDirectory(
        dir=base, prefix=THROWAWAY_PREFIX, ignore_cleanup_errors=True
    ) as name:
        home = Path(name)
        if server_account() is not None:
            home.chmod(0o711)
        with running(home, durable=False) as url:
            yield url


def _home(wanted: Path) -> Path:
    """Return a directory that the account of the server can enter, without opening any for it."""
    home = wanted.resolve()
    if server_account() is None:
        home.mkdir(parents=True, exist_ok=True)
        return home
    ancestors = [path for path in (home, *home.parents) if path.exists()]
    if not all(path.stat().st_mode & stat.S_IXOTH for path in ancestors):
        home = DATA_OF_ROOT / hashlib.sha256(os.fsencode(home)).hexdigest()[:16]
    for path in (*reversed(home.parents), home):
        if not path.exists():
            path.mkdir(exist_ok=True)
            path.chmod(0o711)
    return home


def _sweep(base: Path) -> None:
    """Remove what the throwaway servers of killed processes left behind."""
    for home in base.glob(f"{THROWAWAY_PREFIX}*"):
        try:
            # Without data its first user may still be on the way to the gate.
            if home.lstat().st_uid != os.geteuid() or not (home / "data").exists():
                continue
            with _opened(home / GATE) as gate, _opened(home / USERS) as users:
                if _is_last(gate) and _is_last(users):
                    Server(home, durable=False).stop()
                    shutil.rmtree(home)
        except OSError:
            # Someone else is removing it at this moment.
            continue


@contextmanager
def _opened(path: Path) -> Generator[int]:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


@contextmanager
def _locked(descriptor: int) -> Generator[None]:
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(descriptor, fcntl.LOCK_UN)


def _is_last(descriptor: int) -> bool:
    """Take the lock alone, if nobody else holds it."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
