"""Requests per second of a generated API, as a ratio to a bare one-file application (`bare.py`) in the same run.

Needs uv, wrk and a PostgreSQL on which databases may be created:

    python3 benches/api.py postgresql://postgres@127.0.0.1:5432/postgres [ROUNDS]

Makes a project with the release build, migrates and seeds a database of its own, and drops it in the end.
"""

import contextlib
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
SECONDS = 5
CONNECTIONS = 32
PORTS = {"bare": 8801, "made": 8802}
SEED = """
import sys, psycopg
from app.core.ids import new_id
with psycopg.connect(sys.argv[1], autocommit=True) as connection:
    for number in range(200):
        connection.execute(
            "INSERT INTO articles.articles (id, name, description) VALUES (%s, %s, %s)",
            (new_id(), f"article {number}", "word " * 20),
        )
    connection.execute("ANALYZE")
    print(connection.execute("SELECT id FROM articles.articles LIMIT 1").fetchone()[0])
"""


def main() -> None:
    """Measure, and print what was measured."""
    server = sys.argv[1]
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 6
    subprocess.run(["cargo", "build", "--release", "--quiet"], cwd=HERE.parent, check=True)
    with tempfile.TemporaryDirectory() as place, contextlib.ExitStack() as stack:
        scaffold = HERE.parent / "target/release/scaffold"
        subprocess.run([scaffold, "new", "bench", "Auth", "Articles", "--no-git", "--quiet"], cwd=place, check=True)
        project = pathlib.Path(place, "bench")
        url = stack.enter_context(database(project, server))
        environment = {**os.environ, "DATABASE_URL": url, "PYTHONPATH": str(HERE)}
        run(project, environment, "manage", "migrate", "upgrade")
        article = run(project, environment, "python", "-c", SEED, url).strip()
        for name, application in (("bare", "bare:app"), ("made", "app.main:app")):
            stack.enter_context(served(project, environment, application, PORTS[name]))
        for what, path in (("by id", f"/api/v1/articles/{article}"), ("list of 20", "/api/v1/articles")):
            report(what, path, rounds)


def report(what: str, path: str, rounds: int) -> None:
    """Load both in turn, and print the medians and their ratio."""
    for port in PORTS.values():
        wait_for(port, path)
        load(port, path, seconds=2)
    measured = {name: [] for name in PORTS}
    for number in range(rounds):
        # Who goes first alternates: the machine may get slower or faster meanwhile.
        for name in sorted(PORTS, reverse=bool(number % 2)):
            measured[name].append(load(PORTS[name], path, SECONDS))
    ratios = [made / bare for made, bare in zip(measured["made"], measured["bare"], strict=True)]
    bare, made = (statistics.median(measured[name]) for name in ("bare", "made"))
    print(f"{what:12} bare {bare:6.0f}/s   made {made:6.0f}/s   ratio {made / bare:.2f}   "
          f"rounds {min(ratios):.2f} to {max(ratios):.2f}", flush=True)


def load(port: int, path: str, seconds: int) -> float:
    """Return the requests per second that wrk got answered; raise if one was not a success."""
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", f"http://127.0.0.1:{port}{path}"]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in output:
        raise SystemExit(output)
    return float(re.search(r"Requests/sec:\s+([0-9.]+)", output)[1])


@contextlib.contextmanager
def database(project: pathlib.Path, server: str):
    """Give a database of our own on that server."""
    name = f"scaffold_bench_{os.getpid()}"
    sql = "import sys, psycopg; psycopg.connect(sys.argv[1], autocommit=True).execute(sys.argv[2])"
    run(project, os.environ, "python", "-c", sql, server, f"CREATE DATABASE {name}")
    try:
        yield urllib.parse.urlsplit(server)._replace(path=f"/{name}").geturl()
    finally:
        run(project, os.environ, "python", "-c", sql, server, f"DROP DATABASE {name} WITH (FORCE)")


@contextlib.contextmanager
def served(project: pathlib.Path, environment: dict[str, str], application: str, port: int):
    """Serve an application as one process."""
    command = ["uv", "run", "uvicorn", application, "--port", str(port), "--no-access-log"]
    with pathlib.Path(project.parent, f"{port}.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=project, env=environment, stdout=log, stderr=log)
        try:
            yield
        finally:
            process.terminate()
            process.wait()


def wait_for(port: int, path: str) -> None:
    """Return once the path is answered."""
    for _ in range(120):
        with contextlib.suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}{path}"):
            return
        time.sleep(0.5)
    raise SystemExit(f"nothing answers on port {port}")


def run(project: pathlib.Path, environment, *command: str) -> str:
    """Run a program of the project's environment, and return what it printed."""
    return subprocess.run(["uv", "run", "-q", *command], cwd=project, env=environment, check=True,
                          stdout=subprocess.PIPE, text=True).stdout


if __name__ == "__main__":
    main()
