"""Resets that come at the same time, each on a connection of its own: here commits are real."""

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator

import pytest
from httpx2 import ASGITransport, AsyncClient
from sqlalchemy import delete, func, select

from app.core.application import PRIVATE, build_app
from app.core.db.session import Database
from app.modules.auth.config import get_auth_settings
from app.modules.auth.dependencies.password_resets import password_resets
from app.modules.auth.models import PasswordReset, User
from app.modules.auth.module import MODULE
from app.modules.auth.services.throttle import get_process_throttle
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
async def client(database: Database) -> AsyncGenerator[AsyncClient]:
    transport = ASGITransport(app=build_app(PRIVATE, [MODULE], database=database))
    async with AsyncClient(transport=transport, base_url="http://test") as client:
        yield client


async def token_for(client: AsyncClient, database: Database, user: SignedInUser) -> str:
    """Return the token that a mail would hold."""
    await client.post("/api/v1/auth/password/forgot", json={"email": user.email})
    wish = select(PasswordReset).where(PasswordReset.user_id == user.id)
    async with database.unit_of_work() as uow:
        reset = (await uow.session.scalars(wish)).one()
        issued = await password_resets(uow, get_process_throttle()).issue(reset.id)
    assert issued is not None
    return issued.token


async def test_many_requests_at_once_send_no_more_mails_than_one_after_the_other(
    client: AsyncClient, database: Database
) -> None:
    user = await sign_up(client)
    body = {"email": user.email}

    await asyncio.gather(
        *(client.post("/api/v1/auth/password/forgot", json=body) for _ in range(TIMES))
    )

    async with database.unit_of_work() as uow:
        opened = await uow.session.scalar(select(func.count()).select_from(PasswordReset))
    assert opened == get_auth_settings().password_resets_at_once < TIMES


async def test_of_many_resets_with_one_token_one_succeeds(
    client: AsyncClient, database: Database
) -> None:
    user = await sign_up(client)
    token = await token_for(client, database, user)

    async def reset(password: str) -> int:
        body = {"token": token, "new_password": password}
        return (await client.post("/api/v1/auth/password/reset", json=body)).status_code

    statuses = await asyncio.gather(*(reset(f"password {number}") for number in range(TIMES)))

    assert Counter(statuses) == {204: 1, 403: TIMES - 1}
