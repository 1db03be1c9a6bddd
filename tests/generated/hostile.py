"""What nobody sends by mistake, sent to every operation: never a 500, and no echo of a password.

hostile.py PROJECT        (run with a Python that has the project's dependencies)
"""

import http.client
import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from email.message import Message
from pathlib import Path
from typing import Any

from forged import KEY, NOBODY, forged, forged_keys
from poison import BODIES, CONTENT_TYPES, HEADERS, LENGTHS, MEGABYTE, PARAMETERS, VALUES
from samples import Document, Operation
from served import Answer, Server, manage, served

CANARY = "Canary-4711-of-a-password"
# Tries are not limited and hashes are cheap, so that every request gets where it would do harm.
ENVIRONMENT = {
    "AUTH_SECRET_KEY": KEY,
    "AUTH_ACCESS_TOKEN_MINUTES": "600",
    "AUTH_TRIES_PER_MINUTE": "1000000",
    "AUTH_TRIES_PER_HOUR": "1000000",
    "AUTH_TRIES_PER_HOUR_FROM_ONE_ADDRESS": "499999",
    "AUTH_TRIES_PER_MINUTE_AND_ADDRESS": "1000000",
    "AUTH_PASSWORD_MEMORY_KIB": "8",
    "AUTH_PASSWORD_ITERATIONS": "1",
}


def main() -> None:
    """Attack the server of a project, and say what came of it."""
    with serving(Path(sys.argv[1])) as server:
        document = Document(server.expect(200, "GET", "/openapi.json").json())
        operations = list(document.operations())
        server.introduce()
        attack = Attack(server, document)
        attack.create_records(operations)
        # What deletes comes last: until then there is a record to be reached.
        for operation in sorted(operations, key=lambda operation: operation.method == "DELETE"):
            spoil_tokens(attack, operation)
            spoil_bodies(attack, operation)
            spoil_parameters(attack, operation)
            spoil_requests(attack, operation)
        server.expect(200, "GET", "/health/ready")
        said = server.log.read_text(errors="replace")
    if CANARY in said:
        attack.failures.append("the log shows a password")
    print(f"{sum(attack.counts.values())} requests to {len(operations)} operations:", end=" ")
    print(", ".join(f"{status} {times} times" for status, times in sorted(attack.counts.items())))
    sys.exit("\n".join(attack.failures[:50]) or 0)


@contextmanager
def serving(project: Path) -> Iterator[Server]:
    """Serve a project; a database that was given is migrated before, as in a deployment."""
    if "DATABASE_URL" in os.environ:
        manage(project, ENVIRONMENT, "migrate", "upgrade")
    with served([sys.executable, "-m", "uvicorn", "app.main:app"], project, ENVIRONMENT) as server:
        yield server


class Attack:
    """A running server, a client that can be rude to it, and what came of it."""

    def __init__(self, server: Server, document: Document) -> None:
        """Attack this server, which this document describes."""
        self.server = server
        self.document = document
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        self.known = [NOBODY]
        self.ids: dict[str, str] = {}
        self.references: dict[str, str] = {}
        self.counts: Counter[int] = Counter()
        self.failures: list[str] = []

    def create_records(self, operations: list[Operation]) -> None:
        """Make one record of each kind, so that what is sent gets as far as the database."""
        if self.server.headers:
            self.know_oneself()
        collections = {op.path: op for op in operations if op.method == "POST" and "/auth/" not in op.path}
        for _ in collections:  # What refers to another can be made in the round after that one.
            for path in collections.keys() - self.ids.keys():
                for body in self.bodies(collections[path]):
                    answer = self.server.ask("POST", path, body)
                    if answer.status == 201:
                        self.ids[path] = answer.json()["id"]
                        self.known.append(self.ids[path])
                        self.references |= {name: of for name, of in body.items() if of in self.known[1:]}
                        break
        assert self.ids.keys() >= collections.keys(), f"of {[*collections]}, only {[*self.ids]} could be made"

    def know_oneself(self) -> None:
        """Learn the ids of whoever we are and, where callers have keys, of a key that is not the one we call with."""
        me = self.server.expect(200, "GET", "/api/v1/auth/me").json()
        user = me.get("user", me)["id"]
        self.known.append(user)
        if "key_id" in me:
            keys = self.server.expect(200, "GET", "/api/v1/auth/keys").json()["items"]
            self.ids["/api/v1/auth/keys"] = next(key["id"] for key in keys if key["id"] != me["key_id"])
            self.ids["/api/v1/auth/users"] = user

    def bodies(self, operation: Operation) -> Iterator[dict[str, Any]]:
        """Yield a body that is good, with every id that we know in every place of a reference."""
        ways = [self.document.sample(operation.body or {})]
        for place in [name for name in ways[0] if name.endswith("_id")]:
            ways = [{**way, place: known} for way in ways for known in self.known]
        yield from ways

    def path(self, operation: Operation, **values: str) -> str:
        """Return the path of an operation on a record that is there."""
        path = operation.path
        for name in operation.names("path"):
            collection = operation.path.partition("/{")[0]
            path = path.replace(f"{{{name}}}", values.get(name, self.ids.get(collection, NOBODY)))
        return path

    def send(
        self,
        what: str,
        operation: Operation,
        body: bytes | Iterable[bytes] | None = None,
        *,
        path: str | None = None,
        method: str | None = None,
        headers: Mapping[str, str | bytes | None] | None = None,
    ) -> Answer:
        """Send one request as it is, and note what its answer must never be."""
        method, path = method or operation.method, path or self.path(operation)
        what = f"{method} {path[:100]}, {what}"
        try:
            answer = self._exchange(method, path, body, headers or {})
        except (ConnectionError, http.client.HTTPException) as error:
            # Who sends more than a server wants to read may be hung up on; nobody else.
            self.connection.close()
            if not isinstance(body, bytes) or len(body) < MEGABYTE:
                self.failures.append(f"{what}: {error!r}")
            return Answer(0, Message(), b"")
        self.counts[answer.status] += 1
        kind = answer.headers.get("Content-Type") or ""
        if answer.status >= 500:
            self.failures.append(f"{what}: {answer.status} {answer.body[:300]!r}")
        if CANARY.encode() in answer.body:
            self.failures.append(f"{what}: the answer shows the password")
        if answer.status >= 400 and kind == "application/json":
            self.failures.append(f"{what}: {answer.status} is no problem+json: {answer.body[:300]!r}")
        return answer

    def _exchange(
        self,
        method: str,
        path: str,
        body: bytes | Iterable[bytes] | None,
        headers: Mapping[str, str | bytes | None],
    ) -> Answer:
        sent = {"Content-Type": "application/json", **self.server.headers, **headers}
        self.connection.putrequest(method, path, skip_accept_encoding=True)
        for name, value in sent.items():
            if value is not None:
                self.connection.putheader(name, value)
        try:
            if isinstance(body, bytes):
                self.connection.putheader("Content-Length", str(len(body)))
                self.connection.endheaders(body)
            elif body is not None:
                self.connection.putheader("Transfer-Encoding", "chunked")
                self.connection.endheaders(body, encode_chunked=True)
            else:
                self.connection.endheaders()
        except (BrokenPipeError, ConnectionResetError):
            pass  # It may have answered before it has read everything.
        response = self.connection.getresponse()
        answer = Answer(response.status, response.headers, response.read())
        if response.will_close:
            self.connection.close()
        return answer


def spoil_tokens(attack: Attack, operation: Operation) -> None:
    """Send forged tokens: a guarded operation answers 401, an open one as ever."""
    headers = attack.server.headers
    if "X-API-Key" in headers:
        header, spoiled = "X-API-Key", forged_keys(headers["X-API-Key"])
    elif "Authorization" in headers:
        header, spoiled = "Authorization", forged(headers["Authorization"].removeprefix("Bearer "))
    else:
        return
    body = None if operation.body is None else encoded(next(attack.bodies(operation)))
    for what, token in spoiled.items():
        right = 401 if operation.is_guarded else 200
        if operation.is_guarded or operation.method == "GET":
            answer = attack.send(f"token: {what}", operation, body, headers={header: token})
            if answer.status != right:
                attack.failures.append(f"{operation}, token: {what}: {answer.status} {answer.body[:200]!r}")


def spoil_bodies(attack: Attack, operation: Operation) -> None:
    """Send bodies in which something is wrong."""
    if operation.body is None:
        return
    sample = good_body(attack, operation)
    for what, body in BODIES.items():
        attack.send(what, operation, body)
    for kind in CONTENT_TYPES:
        attack.send(f"as {str(kind)[:50]}", operation, encoded(sample), headers={"Content-Type": kind})
    attack.send("an unknown field", operation, encoded({**sample, "surprise": 1}))
    attack.send("a hostile unknown field", operation, encoded({**sample, "\ud800\0": "\ud800"}))
    attack.send("2 MB of chunks", operation, iter([b" " * 65536] * 32))
    attack.send("one chunk", operation, iter([encoded(sample)]))
    for field in sample:
        for what, poison in VALUES.items():
            attack.send(f"{field}: {what}", operation, replaced(sample, field, poison))
        again = encoded({field: sample[field]})[1:]
        attack.send(f"{field} twice", operation, encoded(sample)[:-1] + b", " + again)
        attack.send(f"{field} twice, a list first", operation, b'{"%b": [[]], ' % field.encode() + again)
        without = {name: value for name, value in sample.items() if name != field}
        attack.send(f"no {field}", operation, encoded(without))


def good_body(attack: Attack, operation: Operation) -> dict[str, Any]:
    """Return a body that is accepted, if one is; its passwords can be recognised."""
    for body in attack.bodies(operation):
        sample = {name: CANARY if "password" in name else value for name, value in body.items()}
        if attack.send("a good body", operation, encoded(sample)).status < 300:
            break
    return sample


def spoil_parameters(attack: Attack, operation: Operation) -> None:
    """Send paths and queries in which something is wrong."""
    body = None if operation.body is None else encoded(next(attack.bodies(operation)))
    for value in PARAMETERS:
        what = value[:20]
        for name in operation.names("path"):
            path = attack.path(operation, **{name: value})
            attack.send(f"{name}={what}", operation, body, path=path)
        if operation.method == "DELETE":
            continue
        for name in [*operation.names("query"), "surprise"]:
            path = f"{attack.path(operation)}?{name}={value}"
            attack.send(f"{name}={what}", operation, body, path=path)
            attack.send(f"{name}={what} twice", operation, body, path=f"{path}&{name}={value}")


def spoil_requests(attack: Attack, operation: Operation) -> None:
    """Send methods and headers in which something is wrong."""
    for method in ("HEAD", "OPTIONS", "TRACE", "PUT", "FOO"):
        attack.send("another method", operation, method=method)
    if operation.method != "GET":
        return
    for name, value in HEADERS:
        attack.send(f"{name}: {value[:20]!r}", operation, headers={name: value})
    for length in LENGTHS:
        attack.send(f"a length of {length[:20]}", operation, headers={"Content-Length": length})
        attack.connection.close()


def encoded(value: Any) -> bytes:
    """Return JSON as bytes."""
    return json.dumps(value).encode()


def replaced(sample: dict[str, Any], field: str, value: bytes) -> bytes:
    """Return the sample as JSON, with a text of our own as the value of a field."""
    parts = [b"%b: %b" % (encoded(name), value if name == field else encoded(of)) for name, of in sample.items()]
    return b"{%b}" % b", ".join(parts)


if __name__ == "__main__":
    main()
