"""Requests that come at the same time, each on a connection of its own: here commits are real."""

import asyncio
from collections.abc import AsyncGenerator

import pytest
from fastapi import FastAPI
from httpx2 import ASGITransport, AsyncClient
from sqlalchemy import QueuePool, delete
from sqlalchemy.ext.asyncio import AsyncEngine

from app.core.application import PRIVATE, build_app
from app.core.db.session import Database
from app.modules.auth.config import get_auth_settings
from app.modules.auth.dependencies.services import get_access_tokens
from app.modules.auth.models import User
from app.modules.auth.module import MODULE
from app.modules.auth.services.issuer import Issuer
from app.modules.auth.services.key_set import KeySet
from app.modules.auth.services.keys import IssuerKeys
from app.modules.auth.services.tokens import AccessTokens
from tests.issuer import LocalIssuer

pytestmark = pytest.mark.integration

ME = "/api/v1/auth/me"
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


async def test_many_first_requests_of_one_subject_make_one_user(
    client: AsyncClient, issuer: LocalIssuer
) -> None:
    headers = {"Authorization": f"Bearer {issuer.sign(sub='newcomer')}"}

    answers = await asyncio.gather(*(client.get(ME, headers=headers) for _ in range(TIMES)))

    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.json()["id"] for answer in answers}) == 1


async def test_no_connection_is_held_while_the_issuer_is_asked(
    app: FastAPI, client: AsyncClient, database: Database, issuer: LocalIssuer
) -> None:
    assert isinstance(database.bind, AsyncEngine)
    pool = database.bind.pool
    assert isinstance(pool, QueuePool)
    held: list[int] = []

    async def fetch() -> KeySet:
        held.append(pool.checkedout())
        return await Issuer(issuer.url).fetch_keys()

    settings = get_auth_settings()
    tokens = AccessTokens(IssuerKeys(fetch, settings), settings)
    app.dependency_overrides[get_access_tokens] = lambda: tokens
    answer = await client.get(ME, headers={"Authorization": f"Bearer {issuer.sign()}"})

    assert answer.status_code == 200
    assert held == [0]
