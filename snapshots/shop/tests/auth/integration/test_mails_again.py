"""A mail that was not taken is sent when the server is back: the outbox does not forget."""

import asyncio
from collections.abc import AsyncGenerator

import pytest
from httpx2 import ASGITransport, AsyncClient
from sqlalchemy import delete

from app.core.application import PRIVATE, build_app
from app.core.db.session import Database
from app.core.email import delivery
from app.core.email.mailer import SmtpMailer
from app.core.outbox.config import OutboxSettings
from app.core.outbox.relay import Relay
from app.modules.auth.models import User
from app.modules.auth.module import MODULE
from tests.core.email.server import mail_server
from tests.writer import sign_up

pytestmark = pytest.mark.integration

RESET = "/api/v1/auth/password/reset"


@pytest.fixture
async def database(database_url: str) -> AsyncGenerator[Database]:
    database = Database.connect(database_url)
    yield database
    async with database.unit_of_work() as uow:
        await uow.session.execute(delete(User))
    await database.dispose()


@pytest.fixture
async def client(database: Database) -> AsyncGenerator[AsyncClient]:
    transport = ASGITransport(app=build_app(PRIVATE, [MODULE], database=database))
    async with AsyncClient(transport=transport, base_url="http://test") as client:
        yield client


async def test_a_mail_is_sent_once_the_server_is_back_and_its_token_is_good(
    client: AsyncClient, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = await sign_up(client)
    relay = Relay(
        database, database.bus.consumers.deliver, OutboxSettings(retry_seconds=0.01, batch_size=100)
    )
    async with mail_server() as server:
        port = server.port
        mailer = SmtpMailer(server.settings())
        monkeypatch.setattr(delivery, "get_mailer", lambda: mailer)
    await client.post("/api/v1/auth/password/forgot", json={"email": user.email})
    await relay.run_once()

    async with mail_server(port=port) as server, asyncio.timeout(10):
        while not server.received:
            await relay.run_once()
            await asyncio.sleep(0.05)

    (message,) = server.received
    text = message.get_body(("plain",))
    assert text is not None
    token = text.get_content().partition("#token=")[2].split()[0]
    body = {"token": token, "new_password": "battery staple"}
    assert (await client.post(RESET, json=body)).status_code == 204
