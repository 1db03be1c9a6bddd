"""Whether the process lives, and whether its database answers."""

import httpx2
import pytest
from fastapi import APIRouter

from .serving import serve


@pytest.mark.integration
async def test_a_process_whose_database_answers_is_ready(client: httpx2.AsyncClient) -> None:
    answer = await client.get("/health/ready")

    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


async def test_a_process_without_its_database_lives_and_is_not_ready() -> None:
    async with serve(APIRouter()) as client:
        alive, ready = await client.get("/health"), await client.get("/health/ready")

    assert (alive.status_code, alive.json()) == (200, {"status": "ok"})
    assert (ready.status_code, ready.json()["code"]) == (503, "SERVICE_UNAVAILABLE")
