"""The process of an embedded PostgreSQL: its data, its start, its readiness and its stop."""

import hashlib
import os
import re
import shlex
import shutil
import signal
import socket
import stat
import struct
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from app.core.db.embedded_binaries import (
    Binaries,
    EmbeddedPostgresError,
    find_binaries,
    run_program,
    server_account,
)

if sys.platform != "win32":
    import pwd

START_SECONDS = 60.0
ANSWER_SECONDS = 2.0
STOP_SECONDS = 20.0
# A socket address holds 104 bytes on macOS and 108 on Linux, with the closing NUL.
SOCKET_PATH_BYTES = 103
SOCKET_NAME = ".s.PGSQL.5432"
# The message SSLRequest: its length and its code.
SSL_REQUEST = struct.pack("!ii", 8, 80877103)

FIRST_WITH_BUILTIN_LOCALE = 17

# What stands where in `postmaster.pid`.
PID_LINE, SOCKET_LINE, STATUS_LINE = 0, 4, 7

SETTINGS = {
    "listen_addresses": "",
    "port": "5432",
    "unix_socket_permissions": "0700",
    "synchronous_commit": "off",
}
THROWAWAY_SETTINGS = {"fsync": "off", "full_page_writes": "off"}


class Server:
    """The server whose files are in `home`; its users take care that calls do not overlap."""

    def __init__(self, home: Path, *, durable: bool) -> None:
        """Describe the server; nothing is started or written."""
        self._home = home
        self._data = home / "data"
        self._durable = durable

    def ensure_ready(self) -> None:
        """Return once the server accepts connections, starting it if nobody answers."""
        if os.path.lexists(self._data):
            _refuse_foreign(self._data)
        deadline = time.monotonic() + START_SECONDS
        while (status := self._status()) != "ready":
            if time.monotonic() > deadline:
                raise EmbeddedPostgresError(self._failure("did not become ready"))
            if status == "":
                self._start()
            time.sleep(0.05)

    def url(self) -> str:
        """Return the URL of the running server, for asyncpg and psycopg alike."""
        return f"postgresql://postgres@/postgres?host={quote(self._pid_file()[SOCKET_LINE])}"

    def stop(self) -> None:
        """Stop the server, if it runs."""
        lines = self._pid_file()
        if len(lines) <= STATUS_LINE:
            return
        pid, directory = int(lines[PID_LINE]), Path(lines[SOCKET_LINE])
        how = signal.SIGINT
        deadline = time.monotonic()
        while self._pid_file() and self._is_server(pid):
            if time.monotonic() >= deadline:
                os.kill(pid, how)
                how = signal.SIGQUIT
                deadline += STOP_SECONDS
            time.sleep(0.02)
        if directory != self._data:
            with suppress(OSError):
                directory.rmdir()

    def _pid_file(self) -> list[str]:
        """Return the lines that the server keeps about itself; none if it stopped cleanly."""
        try:
            return (self._data / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return []

    def _status(self) -> str:
        """Return `ready`, `starting`, `stopping` or, if nobody answers, an empty string."""
        lines = self._pid_file()
        if len(lines) <= STATUS_LINE or not _answers(Path(lines[SOCKET_LINE]) / SOCKET_NAME):
            return ""
        return lines[STATUS_LINE].strip()

    def _start(self) -> None:
        binaries = find_binaries(self._home)
        if not self._data.exists():
            self._create_data(binaries)
        self._forget_reused_pid()
        log = self._data / "server.log"
        log.unlink(missing_ok=True)
        settings = SETTINGS | ({} if self._durable else THROWAWAY_SETTINGS)
        settings["unix_socket_directories"] = str(self._socket_directory())
        options = shlex.join(f"-c{name}={value}" for name, value in settings.items())
        # pg_ctl detaches the server, so that Ctrl-C in the terminal reaches the application only.
        command: list[str | Path] = [binaries.directory / "pg_ctl", "start", "-D", self._data]
        command += ["-l", log, "-w", "-t", str(int(START_SECONDS)), "-o", options]
        result = run_program(command, self._data)
        # With a pid file somebody else's server is on its way up or down: the caller looks again.
        if result.returncode != 0 and not self._pid_file():
            raise EmbeddedPostgresError(self._failure("did not start", result.stderr))

    def _create_data(self, binaries: Binaries) -> None:
        """Create the data in a directory that gets its name when complete: initdb can be killed."""
        for leftover in self._home.glob("initdb-*"):
            shutil.rmtree(leftover, ignore_errors=True)
        fresh = Path(tempfile.mkdtemp(prefix="initdb-", dir=self._home))
        _hand_over(fresh)
        command: list[str | Path] = [binaries.directory / "initdb", "-D", fresh, "-U", "postgres"]
        command += ["-A", "trust", "-E", "UTF8", "--locale=C", "--no-instructions"]
        if binaries.major >= FIRST_WITH_BUILTIN_LOCALE:
            command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        if not self._durable:
            command.append("--no-sync")
        result = run_program(command, fresh)
        if result.returncode != 0:
            shutil.rmtree(fresh, ignore_errors=True)
            raise EmbeddedPostgresError(
                f"the embedded PostgreSQL could not create its data in {self._home} "
                f"({_last_line(result.stderr)}): set DATABASE_URL to use a server of your own"
            )
        fresh.rename(self._data)

    def _socket_directory(self) -> Path:
        """Return the data directory, or a short one if its path does not fit a socket address."""
        path = self._data / SOCKET_NAME
        plain = re.fullmatch(r"[\w./+-]+", str(path), re.ASCII)
        if plain and len(os.fsencode(path)) <= SOCKET_PATH_BYTES:
            return self._data
        digest = hashlib.sha256(os.fsencode(self._data)).hexdigest()[:16]
        short = Path(tempfile.gettempdir()) / f"pg-{digest}"
        if not short.exists():
            short.mkdir(mode=0o700)
            _hand_over(short)
        _refuse_foreign(short)
        return short

    def _forget_reused_pid(self) -> None:
        """Remove a pid file whose pid is a stranger's by now, which PostgreSQL takes for its own.

        Happens after a crash of the machine or container. A pid without process is left to
        PostgreSQL, which also looks for survivors of the old server.
        """
        lines = self._pid_file()
        if lines and _is_alive(pid := int(lines[PID_LINE])) and not self._is_server(pid):
            (self._data / "postmaster.pid").unlink()
            (self._data / f"{SOCKET_NAME}.lock").unlink(missing_ok=True)

    def _is_server(self, pid: int) -> bool:
        """Say whether a process is the server of this data, in whose directory it works."""
        if not Path("/proc/self").exists():
            command = run_program(["ps", "-o", "comm=", "-p", str(pid)], Path("/"))
            return Path(command.stdout.strip()).name.startswith("postgres")
        try:
            return Path(f"/proc/{pid}/cwd").readlink() == self._data
        except OSError:
            return False

    def _failure(self, what: str, output: str = "") -> str:
        log = self._data / "server.log"
        text = log.read_text(errors="replace") if log.exists() else output
        return (
            f"the embedded PostgreSQL in {self._home} {what} ({_last_line(text)}): remove that "
            "directory to start afresh, or set DATABASE_URL to use a server of your own"
        )


def _answers(path: Path) -> bool:
    """Ask for encryption, which every server says yes or no to.

    To connect is not enough: processes that outlive a killed server keep its socket for a moment.
    """
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(ANSWER_SECONDS)
        try:
            client.connect(str(path))
            client.sendall(SSL_REQUEST)
            return client.recv(1) in {b"N", b"S"}
        except OSError:
            return False


def _hand_over(directory: Path) -> None:
    """Give a directory to the account of the server."""
    if account := server_account():
        os.chown(directory, account.pw_uid, account.pw_gid, follow_symlinks=False)


def _refuse_foreign(directory: Path) -> None:
    """Refuse a directory that is not the server's own: on a shared machine it may be a trap."""
    account = server_account()
    owner = os.geteuid() if account is None else account.pw_uid
    status = directory.lstat()
    if not stat.S_ISDIR(status.st_mode) or status.st_uid != owner or status.st_mode & 0o077:
        raise EmbeddedPostgresError(
            f"{directory} is not a private directory of {pwd.getpwuid(owner).pw_name}: "
            "remove it, or set DATABASE_URL to use a server of your own"
        )


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _last_line(text: str) -> str:
    """Return what went wrong from the output of a program: the last line that says so."""
    lines = [line for line in text.splitlines() if line.strip()]
    serious = [line for line in lines if re.search(r"\b(FATAL|PANIC|error):", line)]
    return (serious or lines or ["no output"])[-1].strip()
