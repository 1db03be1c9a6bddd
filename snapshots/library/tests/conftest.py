"""What every test may ask for: a database that is rolled back, the application, and a client.

The migrated database is made once. Each test works in one transaction of the one connection to it,
and the commits of the application are savepoints there: nothing is left, and nothing is slow.
"""

import os
from collections.abc import AsyncGenerator, Generator

import httpx2
import pytest
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from app.core.application import PRIVATE, build_app, use_database
from app.core.db import migrations
from app.core.db.engine import create_engine
from app.core.db.session import Database
from app.modules.registry import ALL
from tests.database import database_of_this_run

pytest_plugins = [
    "tests.writer",
]

os.environ["ENVIRONMENT"] = "test"


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """Run all tests in one event loop: the connection belongs to it."""
    return "asyncio"


@pytest.fixture(scope="session")
def database_url() -> Generator[str]:
    """Yield the URL of the migrated database of this run."""
    with database_of_this_run() as url:
        migrations.upgrade(url, migrations.histories(ALL))
        yield url


@pytest.fixture(scope="session")
async def connection(database_url: str) -> AsyncGenerator[AsyncConnection]:
    """Yield the one connection of this run."""
    engine = create_engine(database_url, pool_size=1, max_overflow=0)
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
