"""The first hour of somebody who has read the README: two words, two commands, no red line.

first_hour.py SCAFFOLD DIRECTORY [DATABASE_URL]
"""

import os
import subprocess
import sys
from pathlib import Path

from served import Server, served

PROJECT = "conduit"


def main() -> None:
    """Make the project, start it by the first printed command, test it by the second."""
    scaffold, place, *database = sys.argv[1:]
    directory = Path(place)
    environment = dict(zip(["DATABASE_URL"], database, strict=False))
    said = output([scaffold, "new", PROJECT, "Auth", "Articles"], directory)
    start, test = printed_commands(said)
    project = directory / PROJECT
    if database:
        shell("uv run manage migrate upgrade", project, environment)
    with served(start, directory, environment) as server:
        use(server)
    assert not running_in(project), f"still running: {running_in(project)}"
    said = shell(test, project, {**environment, "PYTEST_ADDOPTS": "-W error"})
    assert " passed" in said, said
    assert " skipped" not in said, said
    assert output(["git", "status", "--porcelain"], project) in ("", "?? uv.lock\n")


def printed_commands(said: str) -> list[str]:
    """Return the indented lines after the sentence that announces them."""
    _, _, rest = said.partition("Start it, and test it:\n")
    commands = [line.strip() for line in rest.splitlines() if line.startswith("    ")]
    assert len(commands) == 2, said
    return commands


def use(server: Server) -> None:
    """Look at the description, register, log in, write an article, and find it again."""
    assert b"swagger" in server.expect(200, "GET", "/docs").body.lower()
    paths = server.expect(200, "GET", "/openapi.json").json()["paths"]
    assert "/api/v1/articles" in paths, sorted(paths)
    article = {"name": "Hello", "description": "The first one"}
    server.expect(401, "POST", "/api/v1/articles", article)
    server.sign_in()
    server.expect(200, "GET", "/api/v1/auth/me")
    created = server.expect(201, "POST", "/api/v1/articles", article)
    found = server.expect(200, "GET", created.headers["Location"]).json()
    assert found == created.json()
    assert found["name"] == "Hello"
    page = server.expect(200, "GET", "/api/v1/articles").json()
    assert page["items"] == [found], page
    path = f"/api/v1/articles/{found['id']}"
    changed = server.expect(200, "PATCH", path, {"description": None}).json()
    assert changed["description"] is None
    server.expect(204, "DELETE", path)
    server.expect(404, "GET", path)


def running_in(project: Path) -> list[str]:
    """Return the command lines of processes that have to do with the project, as far as we can see them."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if str(project) in command and process.name != str(os.getpid()):
            found.append(command)
    return found


def shell(command: str, directory: Path, environment: dict[str, str]) -> str:
    """Run what somebody types into a shell."""
    return output(["sh", "-c", command], directory, environment)


def output(command: list[str], directory: Path, environment: dict[str, str] | None = None) -> str:
    """Run a command to its end and return what it wrote to stdout."""
    result = subprocess.run(
        command,
        cwd=directory,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, f"{command}\n{result.stdout}\n{result.stderr}"
    return result.stdout


if __name__ == "__main__":
    main()
