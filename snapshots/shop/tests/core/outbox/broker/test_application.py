"""Without a broker the application starts, answers and keeps its events."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import httpx2
import pytest

from app.core.application import PRIVATE, build_app
from app.core.config import Settings
from app.core.db.session import Database

from ..lamps import LampLit, messages, record

pytestmark = pytest.mark.integration


@asynccontextmanager
async def running(database: Database) -> AsyncGenerator[httpx2.AsyncClient]:
    """Yield a client of an application that runs."""
    app = build_app(PRIVATE, (), settings=Settings(environment="test"), database=database)
    transport = httpx2.ASGITransport(app=app)
    async with (
        app.router.lifespan_context(app),
        httpx2.AsyncClient(transport=transport, base_url="http://test") as client,
    ):
        yield client


async def test_it_is_degraded_and_loses_nothing(outbox: Database) -> None:
    async with running(outbox) as client:
        await record(outbox, LampLit())
        ready = await client.get("/health/ready")

    assert (ready.status_code, ready.json()["status"]) == (200, "degraded")
    assert ready.json()["checks"]["broker"] == "degraded"
    (message,) = await messages(outbox)
    assert message.delivered_at is None
    assert message.attempts <= 1
