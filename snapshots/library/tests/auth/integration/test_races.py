"""Requests that come at the same time, each on a connection of its own: here commits are real."""

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator
from uuid import uuid4

import pytest
from fastapi import FastAPI
from httpx2 import ASGITransport, AsyncClient
from sqlalchemy import QueuePool, delete
from sqlalchemy.ext.asyncio import AsyncEngine

from app.core.application import PRIVATE, build_app
from app.core.db.session import Database
from app.modules.auth.models import User
from app.modules.auth.module import MODULE
from app.modules.auth.services.passwords import PasswordHasher
from tests.writer import SignedInUser, sign_up

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


async def refresh(client: AsyncClient, token: str) -> int:
    answer = await client.post("/api/v1/auth/refresh", json={"refresh_token": token})
    return answer.status_code


async def test_of_many_refreshes_with_one_token_one_succeeds(client: AsyncClient) -> None:
    user = await sign_up(client)

    statuses = await asyncio.gather(*(refresh(client, user.refresh_token) for _ in range(TIMES)))

    assert Counter(statuses) == {200: 1, 401: TIMES - 1}


async def test_of_many_registrations_of_one_email_one_succeeds(client: AsyncClient) -> None:
    request = {"email": f"{uuid4().hex}@example.com", "password": "correct horse"}

    answers = await asyncio.gather(
        *(client.post("/api/v1/auth/register", json=request) for _ in range(TIMES))
    )

    assert Counter(answer.status_code for answer in answers) == {201: 1, 409: TIMES - 1}


async def test_the_revocation_of_a_family_outlives_the_answer_that_refuses(
    client: AsyncClient,
) -> None:
    user = await sign_up(client)
    answer = await client.post("/api/v1/auth/refresh", json={"refresh_token": user.refresh_token})
    assert await refresh(client, user.refresh_token) == 401

    assert await refresh(client, answer.json()["refresh_token"]) == 401


async def test_of_many_changes_of_one_password_one_succeeds(client: AsyncClient) -> None:
    user = await sign_up(client)

    statuses = await asyncio.gather(
        *(change_password(client, user, f"new password {number}") for number in range(4))
    )

    assert Counter(statuses) == {204: 1, 403: 3}


async def test_signing_in_out_and_on_at_once_never_ends_in_an_error(client: AsyncClient) -> None:
    user = await sign_up(client)
    credentials = {"email": user.email, "password": user.password}
    token = {"refresh_token": user.refresh_token}

    answers = await asyncio.gather(
        *(client.post("/api/v1/auth/login", json=credentials) for _ in range(4)),
        *(client.post("/api/v1/auth/refresh", json=token) for _ in range(3)),
        *(client.post("/api/v1/auth/logout", json=token) for _ in range(3)),
        change_password(client, user, "another password"),
    )

    assert all(getattr(answer, "status_code", answer) in {200, 204, 401} for answer in answers)


async def test_no_connection_is_held_while_a_password_is_verified(
    client: AsyncClient, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = await sign_up(client)
    assert isinstance(database.bind, AsyncEngine)
    pool = database.bind.pool
    assert isinstance(pool, QueuePool)
    held: list[int] = []

    async def verify(*arguments: object) -> tuple[bool, None]:
        held.append(pool.checkedout())
        return True, None

    monkeypatch.setattr(PasswordHasher, "verify", verify)
    await client.post("/api/v1/auth/login", json={"email": user.email, "password": user.password})
    await change_password(client, user, "another password")

    assert held == [0, 0]


async def change_password(client: AsyncClient, user: SignedInUser, new_password: str) -> int:
    answer = await client.post(
        "/api/v1/auth/change-password",
        json={"current_password": user.password, "new_password": new_password},
        headers=user.headers,
    )
    return answer.status_code
