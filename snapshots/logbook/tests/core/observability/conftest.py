"""Fixtures of the tests of traces and metrics: an application that reads the settings anew."""

from collections.abc import AsyncGenerator, Callable, Generator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from fastapi import APIRouter
from httpx2 import ASGITransport, AsyncClient
from sqlalchemy import MetaData, literal, select, text

from app.core.application import PRIVATE, build_app
from app.core.config import Settings
from app.core.db.session import Database, UnitOfWorkDep
from app.core.module import Module
from app.core.observability.config import get_metrics_settings, get_telemetry_settings

Serve = Callable[[], AbstractAsyncContextManager[AsyncClient]]

router = APIRouter(prefix="/probes")


@router.get("/{name}")
async def get_probe(name: str, uow: UnitOfWorkDep) -> str:
    """Ask the database for the name."""
    answer = await uow.session.execute(select(literal(name)))
    return str(answer.scalar_one())


@router.delete("/{name}")
async def delete_probe(name: str, uow: UnitOfWorkDep) -> None:
    """Ask the database for nonsense."""
    await uow.session.execute(text("SELECT nothing FROM nowhere"))


@pytest.fixture(autouse=True)
def forget_settings() -> Generator[None]:
    """Read the settings anew in this test, and in the next one."""
    get_telemetry_settings.cache_clear()
    get_metrics_settings.cache_clear()
    yield
    get_telemetry_settings.cache_clear()
    get_metrics_settings.cache_clear()


@pytest.fixture
def serve(database_url: str) -> Serve:
    """Give a test what starts an application and ends it; a client is what it gives."""

    @asynccontextmanager
    async def serving() -> AsyncGenerator[AsyncClient]:
        module = Module(
            name="probes",
            schema="probes",
            metadata=MetaData(schema="probes"),
            migrations=Path("probes"),
            routers=(router,),
        )
        database = Database.connect(database_url)
        app = build_app(
            PRIVATE, (module,), settings=Settings(environment="test"), database=database
        )
        try:
            async with app.router.lifespan_context(app):
                transport = ASGITransport(app=app)
                async with AsyncClient(transport=transport, base_url="http://test") as client:
                    yield client
        finally:
            await database.dispose()

    return serving
