"""Requests that come at the same time, each on a connection of its own: here commits are real."""

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator

import pytest
from fastapi import FastAPI
from httpx2 import ASGITransport, AsyncClient
from sqlalchemy import delete, event
from sqlalchemy.ext.asyncio import AsyncEngine
from starlette.types import Message

from app.core.application import PRIVATE, build_app
from app.core.db.session import Database
from app.modules.auth.models import User
from app.modules.auth.module import MODULE
from tests.writer import KeyHolder

pytestmark = pytest.mark.integration

TIMES = 8


@pytest.fixture
async def database(database_url: str) -> AsyncGenerator[Database]:
    database = Database.connect(database_url, pool_size=TIMES)
    yield database
    async with database.unit_of_work() as uow:
        await uow.session.execute(delete(User))
    await database.dispose()


@pytest.fixture
async def app(database: Database) -> FastAPI:
    return build_app(PRIVATE, [MODULE], database=database)


@pytest.fixture
async def client(app: FastAPI) -> AsyncGenerator[AsyncClient]:
    async with AsyncClient(transport=ASGITransport(app=app), base_url="http://test") as client:
        yield client


async def test_of_many_replacements_of_one_key_one_succeeds(
    client: AsyncClient, admin: KeyHolder, key_holder: KeyHolder
) -> None:
    path = f"/api/v1/auth/keys/{key_holder.key_id}/rotate"

    answers = await asyncio.gather(
        *(client.post(path, json={}, headers=admin.headers) for _ in range(TIMES))
    )

    assert Counter(answer.status_code for answer in answers) == {201: 1, 409: TIMES - 1}


async def test_of_many_users_with_one_name_one_is_made(
    client: AsyncClient, admin: KeyHolder
) -> None:
    body = {"name": "exporter"}

    answers = await asyncio.gather(
        *(client.post("/api/v1/auth/users", json=body, headers=admin.headers) for _ in range(TIMES))
    )

    assert Counter(answer.status_code for answer in answers) == {201: 1, 409: TIMES - 1}


async def test_requests_with_one_key_do_not_wait_for_one_another(
    client: AsyncClient, database: Database, key_holder: KeyHolder
) -> None:
    answers = await asyncio.gather(
        *(client.get("/api/v1/auth/me", headers=key_holder.headers) for _ in range(TIMES))
    )

    assert {answer.status_code for answer in answers} == {200}


async def test_a_use_is_written_when_the_answer_has_left_and_not_within_its_minute(
    app: FastAPI, client: AsyncClient, database: Database, key_holder: KeyHolder
) -> None:
    happened: list[str] = []
    assert isinstance(database.bind, AsyncEngine)

    @event.listens_for(database.bind.sync_engine, "before_cursor_execute")
    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("UPDATE"):
            happened.append("written")

    async def send(message: Message) -> None:
        if message["type"] == "http.response.body":
            happened.append("answered")

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    scope = {
        "type": "http",
        "method": "GET",
        "path": "/api/v1/auth/me",
        "raw_path": b"/api/v1/auth/me",
        "query_string": b"",
        "headers": [(b"x-api-key", key_holder.key.encode())],
    }
    for _ in range(2):
        await app(scope.copy(), receive, send)

    assert happened == ["answered", "written", "answered"]
