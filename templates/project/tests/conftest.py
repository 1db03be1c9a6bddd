"""What every test may ask for: a database that is rolled back, the application, and a client.

The migrated database is made once. Each test works in one transaction of the one connection to it,
and the commits of the application are savepoints there: nothing is left, and nothing is slow.
"""

import os
from collections.abc import AsyncGenerator, Generator
from contextlib import ExitStack, contextmanager
from uuid import uuid4

import httpx2
import psycopg
import pytest
from fastapi import FastAPI
from sqlalchemy import NullPool, make_url
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession, create_async_engine

from app.core.application import PRIVATE, build_app, use_database
from app.core.config import get_settings
from app.core.db import embedded, migrations
from app.core.db.session import Database, asyncpg_url
from app.modules.registry import ALL

pytest_plugins = ("tests.writer",)

os.environ["ENVIRONMENT"] = "test"


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """Run all tests in one event loop: the connection belongs to it."""
    return "asyncio"


@pytest.fixture(scope="session")
def database_url() -> Generator[str]:
    """Yield the URL of a migrated database of this run, on the given server or an embedded one."""
    with ExitStack() as stack:
        server = get_settings().database_url
        if server is None:
            url = stack.enter_context(embedded.throwaway())
        else:
            url = stack.enter_context(_scratch_database(server))
        migrations.upgrade(url, migrations.histories(ALL))
        yield url


@contextmanager
def _scratch_database(server: str) -> Generator[str]:
    """Create a database beside the one that the URL names, which is not touched."""
    name = f"test_{uuid4().hex}"
    url = make_url(server).set(drivername="postgresql")
    with psycopg.connect(url.render_as_string(hide_password=False), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
        try:
            yield url.set(database=name).render_as_string(hide_password=False)
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


@pytest.fixture(scope="session")
async def connection(database_url: str) -> AsyncGenerator[AsyncConnection]:
    """Yield the one connection of this run."""
    engine = create_async_engine(asyncpg_url(database_url), poolclass=NullPool)
    async with engine.connect() as connection:
        yield connection
    await engine.dispose()


@pytest.fixture
async def database(connection: AsyncConnection) -> AsyncGenerator[Database]:
    """Yield a database that forgets, after the test, everything that the test has committed."""
    transaction = await connection.begin()
    yield Database(connection)
    await transaction.rollback()


@pytest.fixture
async def session(database: Database) -> AsyncGenerator[AsyncSession]:
    """Yield a session of the test itself."""
    async with AsyncSession(
        database.bind, expire_on_commit=False, join_transaction_mode="create_savepoint"
    ) as session:
        yield session


@pytest.fixture(scope="session")
def application() -> FastAPI:
    """Build the application once; it has no database yet."""
    return build_app(PRIVATE, ALL)


@pytest.fixture
def app(application: FastAPI, database: Database) -> Generator[FastAPI]:
    """Yield the application on the database of this test."""
    use_database(application, database, ALL)
    yield application
    application.dependency_overrides.clear()


@pytest.fixture
async def client(app: FastAPI) -> AsyncGenerator[httpx2.AsyncClient]:
    """Yield a client that nobody has signed in."""
    transport = httpx2.ASGITransport(app=app)
    async with httpx2.AsyncClient(transport=transport, base_url="http://test") as client:
        yield client
