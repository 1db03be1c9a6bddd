"""What every request and every answer goes through."""

import json
from collections.abc import AsyncGenerator

import pytest
from fastapi import APIRouter, Request
from structlog.testing import capture_logs

from .serving import BODY_LIMIT, serve

router = APIRouter()
PATH = "/api/v1/echo"


@router.post("/echo")
async def echo(request: Request) -> int:
    """Answer the length of the body."""
    return len(await request.body())


async def pieces(count: int, piece: bytes = b"0" * 100) -> AsyncGenerator[bytes]:
    for _ in range(count):
        yield piece


async def test_every_answer_has_an_id_of_its_own() -> None:
    async with serve(router) as client:
        ids = [(await client.get("/health")).headers["x-request-id"] for _ in range(2)]

    assert ids[0] != ids[1]


async def test_the_id_of_the_caller_is_kept() -> None:
    async with serve(router) as client:
        answer = await client.get("/health", headers={"X-Request-ID": "trace-1.a_B"})

    assert answer.headers["x-request-id"] == "trace-1.a_B"


@pytest.mark.parametrize("given", ["", "a b", "a" * 65, 'a"b', "\xe9"])
async def test_an_id_that_is_not_fit_for_a_log_is_replaced(given: str) -> None:
    async with serve(router) as client:
        headers = {b"X-Request-ID": given.encode("latin-1")}
        answer = await client.get("/health", headers=headers)

    assert answer.headers["x-request-id"] not in {"", given}


async def test_every_answer_has_the_security_headers() -> None:
    async with serve(router) as client:
        answer = await client.get("/nowhere")

    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["referrer-policy"] == "no-referrer"


async def test_a_request_is_logged_with_its_id(capsys: pytest.CaptureFixture[str]) -> None:
    async with serve(router) as client:
        capsys.readouterr()
        answer = await client.get("/health", headers={"X-Request-ID": "this-one"})

    (line,) = capsys.readouterr().out.splitlines()
    logged = json.loads(line)
    assert answer.status_code == 200
    assert (logged["event"], logged["request_id"]) == ("request", "this-one")
    assert (logged["method"], logged["path"], logged["status"]) == ("GET", "/health", 200)


async def test_a_query_is_not_logged() -> None:
    async with serve(router) as client:
        with capture_logs() as logs:
            await client.get("/health", params={"token": "hunter2"})

    assert "hunter2" not in str(logs)


async def test_a_body_of_the_limit_is_read() -> None:
    async with serve(router) as client:
        answer = await client.post(PATH, content=b"0" * BODY_LIMIT)

    assert answer.json() == BODY_LIMIT


async def test_a_body_that_announces_too_much_is_refused() -> None:
    async with serve(router) as client:
        answer = await client.post(PATH, content=b"0" * (BODY_LIMIT + 1))

    assert (answer.status_code, answer.json()["code"]) == (413, "PAYLOAD_TOO_LARGE")
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["request_id"] == answer.headers["x-request-id"]


async def test_a_body_that_grows_too_long_is_refused() -> None:
    async with serve(router) as client:
        answer = await client.post(PATH, content=pieces(11))
        accepted = await client.post(PATH, content=pieces(10))

    assert (answer.status_code, answer.json()["code"]) == (413, "PAYLOAD_TOO_LARGE")
    assert answer.json()["request_id"] == answer.headers["x-request-id"]
    assert accepted.json() == BODY_LIMIT


@pytest.mark.parametrize("length", ["9" * 5000, "-1", "ten", "", "1e3"])
async def test_a_length_that_makes_no_sense_does_no_harm(length: str) -> None:
    async with serve(router) as client:
        answer = await client.post(PATH, content=b"0", headers={"Content-Length": length})

    assert answer.status_code in {400, 413}
