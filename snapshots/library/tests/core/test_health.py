"""Whether the process lives, and whether what it works with answers."""

import asyncio
import json

import httpx2
import pytest
from fastapi import APIRouter, FastAPI

from app.core import health

from .serving import build, serve


async def works() -> None:
    """Find nothing wrong."""


async def crashes() -> None:
    """Find out nothing, in a way that nobody has thought of."""
    raise ZeroDivisionError("10.0.0.7 divides by nothing")


async def hangs() -> None:
    """Find out nothing, ever."""
    await asyncio.Event().wait()


@pytest.fixture
def probed() -> FastAPI:
    """Build an application whose database answers, as far as it can tell."""
    app = build(APIRouter())
    health.add(app, "database", works)
    return app


async def ask(app: FastAPI) -> httpx2.Response:
    transport = httpx2.ASGITransport(app=app)
    async with httpx2.AsyncClient(transport=transport, base_url="http://test") as client:
        return await client.get("/health/ready")


@pytest.mark.integration
async def test_a_process_whose_database_answers_is_ready(client: httpx2.AsyncClient) -> None:
    answer = await client.get("/health/ready")

    assert answer.status_code == 200
    assert answer.json()["status"] == "ok"
    assert answer.json()["checks"]["database"] == "ok"


async def test_a_process_without_its_database_lives_and_is_not_ready() -> None:
    async with serve(APIRouter()) as client:
        alive, ready = await client.get("/health"), await client.get("/health/ready")

    assert (alive.status_code, alive.json()) == (200, {"status": "ok"})
    assert (ready.status_code, ready.json()["code"]) == (503, "SERVICE_UNAVAILABLE")
    assert ready.headers["content-type"] == "application/problem+json"
    assert ready.json()["checks"] == {"database": "down"}


async def test_a_process_that_lacks_what_it_can_do_without_is_ready_and_degraded(
    probed: FastAPI,
) -> None:
    health.add(probed, "search", crashes, required=False)

    answer = await ask(probed)

    checks = {"database": "ok", "search": "degraded"}
    assert (answer.status_code, answer.json()) == (200, {"status": "degraded", "checks": checks})


async def test_a_check_that_crashes_is_down_and_why_stays_in_the_log(
    probed: FastAPI, capsys: pytest.CaptureFixture[str]
) -> None:
    health.add(probed, "broker", crashes)
    health.add(probed, "search", crashes, required=False)

    answer = await ask(probed)

    assert answer.status_code == 503
    assert answer.json()["detail"] == "Without an answer: broker"
    assert answer.json()["checks"] == {"database": "ok", "broker": "down", "search": "degraded"}
    assert "10.0.0.7" not in answer.text
    logs = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    failed = [log for log in logs if log["event"] == "check_failed"]
    assert [(log["check"], log["required"]) for log in failed] == [
        ("broker", True),
        ("search", False),
    ]
    assert "10.0.0.7" in failed[0]["exception"]


async def test_checks_that_hang_are_given_up_together(
    probed: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "_PATIENCE_SECONDS", 0.2)
    for name in ("broker", "mail", "search"):
        health.add(probed, name, hangs)

    async with asyncio.timeout(0.5):
        answer = await ask(probed)

    assert answer.json()["detail"] == "Without an answer: broker, mail, search"


async def test_a_check_of_the_same_name_takes_the_place_of_the_former(probed: FastAPI) -> None:
    health.add(probed, "database", crashes, required=False)

    assert (await ask(probed)).json()["checks"] == {"database": "degraded"}


async def test_the_description_knows_the_checks(probed: FastAPI) -> None:
    responses = probed.openapi()["paths"]["/health/ready"]["get"]["responses"]

    assert set(responses) == {"200", "503"}
    schema = responses["503"]["content"]["application/problem+json"]["schema"]
    assert schema["properties"]["checks"]["additionalProperties"]["enum"] == [
        "ok",
        "degraded",
        "down",
    ]
