"""The migrations of a generated project, from nothing to everything and back.

migrations.py PROJECT SERVER_URL        (run with the project's own Python; the server's user may make databases)
migrations.py PROJECT embedded
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg

PYTHON = sys.executable
MANAGE = "from app.cli import app; app()"
OURS = (
    "SELECT nspname FROM pg_namespace WHERE nspname NOT IN ('public', 'information_schema')"
    " AND nspname NOT LIKE 'pg_%' ORDER BY 1"
)


def main() -> None:
    """Try the migrations on one server."""
    project, server = Path(sys.argv[1]), sys.argv[2]
    if server != "embedded":
        try_all(project, server)
        return
    sys.path.insert(0, str(project))
    from app.core.db import embedded

    with embedded.throwaway() as url:
        version = str(one(url, "SHOW server_version"))
        assert version.startswith("18"), version
        try_all(project, url)


def try_all(project: Path, server: str) -> None:
    """Try everything, each on an empty database."""
    modules = sorted(path.parent.name for path in project.glob("app/modules/*/module.py"))
    for attempt in (up_and_down, three_at_once, one_module_at_a_time, offline):
        with empty_database(server) as url:
            attempt(project, url, modules)


def up_and_down(project: Path, url: str, modules: list[str]) -> None:
    """Upgrading makes what the models say; downgrading leaves nothing; all of it works again."""
    for _ in range(2):
        assert manage(project, url, "plan") != ""
        said = manage(project, url, "upgrade")
        assert all(f"applied {module} " in said for module in modules), said
        assert schemas(url) == modules
        assert "nothing to apply" in manage(project, url, "upgrade")
        assert "the database is what the models say" in manage(project, url, "check")
        manage(project, url, "downgrade", "--to", "base")
        assert schemas(url) == [], schemas(url)
        assert one(url, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == 0


def three_at_once(project: Path, url: str, modules: list[str]) -> None:
    """Three deploys at once: each ends well, and every revision was applied once."""
    runs = [start(project, url, "upgrade") for _ in range(3)]
    said = [run.communicate()[0] for run in runs]
    assert [run.returncode for run in runs] == [0, 0, 0], said
    applied = [line for text in said for line in text.splitlines() if line.startswith("applied ")]
    assert len(applied) == len(set(applied)), said
    assert {line.split()[1] for line in applied} == set(modules), said
    assert schemas(url) == modules
    manage(project, url, "check")


def one_module_at_a_time(project: Path, url: str, modules: list[str]) -> None:
    """A module comes and goes by itself."""
    manage(project, url, "upgrade")
    for module in modules:
        manage(project, url, "downgrade", "--module", module, "--to", "base")
        assert schemas(url) == [name for name in modules if name != module]
        manage(project, url, "upgrade", "--module", module)
        assert schemas(url) == modules


def offline(project: Path, url: str, modules: list[str]) -> None:
    """The printed SQL, applied by psql, is the same as an upgrade."""
    sql = manage(project, url, "sql")
    command = ["psql", "--no-psqlrc", "-q", "-v", "ON_ERROR_STOP=1", url]
    applied = subprocess.run(command, input=sql, capture_output=True, text=True, check=False)
    assert applied.returncode == 0, applied.stderr
    assert schemas(url) == modules
    assert "nothing to apply" in manage(project, url, "upgrade")
    manage(project, url, "check")


def start(project: Path, url: str, *command: str) -> subprocess.Popen[str]:
    """Start a command about migrations."""
    return subprocess.Popen(
        [PYTHON, "-W", "error", "-c", MANAGE, "migrate", *command],
        cwd=project,
        env={"DATABASE_URL": url, "PATH": str(Path(PYTHON).parent)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def manage(project: Path, url: str, *command: str) -> str:
    """Run a command about migrations to its end."""
    run = start(project, url, *command)
    said, _ = run.communicate()
    assert run.returncode == 0, f"migrate {' '.join(command)}: {said}"
    return said


@contextmanager
def empty_database(server: str) -> Iterator[str]:
    """Make an empty database on the server, and drop it afterwards."""
    name = f"migrations_{uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        head, _, tail = server.partition("?")
        try:
            yield f"{head.rpartition('/')[0]}/{name}{'?' if tail else ''}{tail}"
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def schemas(url: str) -> list[str]:
    """Return the schemas that are not PostgreSQL's own."""
    with psycopg.connect(url) as connection:
        return [name for (name,) in connection.execute(OURS)]


def one(url: str, query: str) -> object:
    """Return the one value of a query."""
    with psycopg.connect(url) as connection:
        row = connection.execute(query).fetchone()
        assert row is not None
        return row[0]


if __name__ == "__main__":
    main()
