"""A server of a generated project, for as long as a script needs it, and a client for it."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from pathlib import Path
from typing import Any
from uuid import uuid4

# On a loaded machine uvloop may close its loop, when all is over, before the thread that has shut its
# executor down can say so; the thread's complaint is nobody's of ours.
_RACE_OF_UVLOOP = re.compile(
    r"Exception in thread Thread-\d+ \(_do_shutdown\):\n"
    r"Traceback(?:(?!Traceback).)*?RuntimeError: Event loop is closed\n"
    r"(?:\nDuring handling of the above exception, another exception occurred:\n\n"
    r"Traceback(?:(?!Traceback).)*?RuntimeError: Event loop is closed\n)?",
    re.DOTALL,
)

START_SECONDS = 180.0
STOP_SECONDS = 30.0


@dataclass
class Answer:
    """What a server answered."""

    status: int
    headers: Message
    body: bytes

    def json(self) -> Any:
        """Return the body, read as JSON."""
        return json.loads(self.body)


@dataclass
class Server:
    """A running server and what it has said."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path
    directory: Path
    environment: Mapping[str, str]
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Return where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def ask(self, method: str, path: str, body: object = None, headers: Mapping[str, str] | None = None) -> Answer:
        """Send one request, with JSON where there is a body; any status is an answer."""
        request = urllib.request.Request(f"{self.url}{path}", method=method)
        for name, value in {**self.headers, **(headers or {})}.items():
            request.add_header(name, value)
        if body is not None:
            request.add_header("Content-Type", "application/json")
            request.data = json.dumps(body).encode()
        try:
            with urllib.request.urlopen(request, timeout=60) as response:
                return Answer(response.status, response.headers, response.read())
        except urllib.error.HTTPError as error:
            return Answer(error.code, error.headers, error.read())

    def expect(self, status: int, method: str, path: str, body: object = None, **headers: str) -> Answer:
        """Send one request, and refuse any answer but one of this status."""
        answer = self.ask(method, path, body, headers)
        assert answer.status == status, f"{method} {path}: {answer.status} {answer.body[:500]!r}"
        return answer

    def introduce(self) -> None:
        """Be somebody from now on who may do everything, where the project wants to know who one is."""
        paths = self.expect(200, "GET", "/openapi.json").json()["paths"]
        if "/api/v1/auth/login" in paths:
            self.sign_in()
        elif "/api/v1/auth/keys" in paths:
            self.take_key()

    def take_key(self) -> None:
        """Have a key issued by command, as the first one of a project is."""
        self.headers["X-API-Key"] = self._issued("ada", "admin")
        # Another one, for whoever wants to rotate or revoke one.
        self._issued("bob", "read")

    def _issued(self, user: str, scope: str) -> str:
        return manage(self.directory, self.environment, "keys", "issue", user, "--scope", scope).strip()

    def sign_in(self) -> None:
        """Register somebody new, and be that user from now on."""
        account = {"email": f"{uuid4().hex}@example.com", "password": "correct horse battery staple"}
        self.expect(201, "POST", "/api/v1/auth/register", account)
        token = self.expect(200, "POST", "/api/v1/auth/login", account).json()["access_token"]
        self.headers["Authorization"] = f"Bearer {token}"


@contextmanager
def served(command: str | Sequence[str], directory: Path, environment: Mapping[str, str]) -> Iterator[Server]:
    """Start a server by a command, wait until it is ready, and stop it as Ctrl-C does.

    The port is given in the environment, so that the command can be exactly what people type.
    """
    port = free_port()
    with tempfile.TemporaryDirectory() as place:
        log = Path(place) / "log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                command,
                shell=isinstance(command, str),
                cwd=directory,
                env={**os.environ, **environment, "UVICORN_PORT": str(port)},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        server = Server(process, port, log, directory, environment)
        try:
            wait_until_ready(server)
            yield server
        except BaseException:
            print(log.read_text(errors="replace")[-5000:])
            raise
        finally:
            stop(server)
        said = _RACE_OF_UVLOOP.sub("", log.read_text(errors="replace"))
        assert "Traceback" not in said, said[-5000:]
        assert "Finished server process" in said, said[-5000:]


def manage(directory: Path, environment: Mapping[str, str], *words: str) -> str:
    """Run a command of the project, and return what it printed."""
    ran = subprocess.run(
        [sys.executable, "-c", "from app.cli import app; app()", *words],
        cwd=directory,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def free_port() -> int:
    """Return a port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_ready(server: Server) -> None:
    """Return once the server says that it can work."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        assert server.process.poll() is None, "the server ended by itself"
        try:
            if server.ask("GET", "/health/ready").status == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server did not become ready")


def stop(server: Server) -> None:
    """Press Ctrl-C, and refuse a server that is still there long afterwards."""
    if server.process.poll() is None:
        os.killpg(server.process.pid, signal.SIGINT)
    try:
        server.process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(server.process.pid, signal.SIGKILL)
        raise AssertionError("the server did not stop") from None
