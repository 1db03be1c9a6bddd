"""The application delivers as long as it runs, and says what nobody could deliver."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import httpx2
import pytest
from fastapi import FastAPI
from sqlalchemy import MetaData, update

from app.core.application import PRIVATE, build_app
from app.core.config import Settings
from app.core.db.session import Database
from app.core.events import Listener
from app.core.module import Module
from app.core.outbox.config import get_outbox_settings
from app.core.outbox.tables import Message

from .lamps import LampLit, all_delivered, effects_of, messages_when, on_lamp_lit, record

pytestmark = pytest.mark.integration

LAMPS = Module(
    name="lamps",
    schema="lamps",
    metadata=MetaData(),
    migrations=Path("lamps"),
    routers=(),
    listeners=(Listener(LampLit, on_lamp_lit),),
)


@asynccontextmanager
async def running(database: Database) -> AsyncGenerator[FastAPI]:
    """Yield an application that runs."""
    app = build_app(PRIVATE, (LAMPS,), settings=Settings(environment="test"), database=database)
    async with app.router.lifespan_context(app):
        yield app


async def test_it_delivers_what_was_left_and_what_comes(outbox: Database) -> None:
    left, come = LampLit(), LampLit()
    await record(outbox, left)

    async with running(outbox):
        await record(outbox, come)
        await messages_when(outbox, all_delivered)

    assert await effects_of(outbox) == [left.event_id, come.event_id]


async def test_a_process_that_is_told_not_to_delivers_nothing(
    outbox: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(get_outbox_settings(), "relay", False)

    async with running(outbox):
        await record(outbox, LampLit())
        await asyncio.sleep(0.3)

    assert await effects_of(outbox) == []


async def test_what_is_parked_degrades_it(
    outbox: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(get_outbox_settings(), "relay", False)
    async with running(outbox) as app:
        transport = httpx2.ASGITransport(app=app)
        async with httpx2.AsyncClient(transport=transport, base_url="http://test") as client:
            before = await client.get("/health/ready")
            await record(outbox, LampLit())
            async with outbox.unit_of_work() as uow:
                parked = {"available_at": None, "parked_at": datetime.now(UTC)}
                await uow.session.execute(update(Message).values(parked))
            after = await client.get("/health/ready")

    assert before.json()["checks"]["outbox"] == "ok"
    assert (after.status_code, after.json()["status"]) == (200, "degraded")
    assert after.json()["checks"]["outbox"] == "degraded"
