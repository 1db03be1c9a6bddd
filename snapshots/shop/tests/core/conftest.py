"""Fixtures of the tests of the kernel."""

from collections.abc import Generator
from uuid import uuid4

import pytest
from sqlalchemy import make_url
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.schema import CreateSchema

from .histories import execute
from .widgets import Base, WidgetRepository


@pytest.fixture
async def widgets(session: AsyncSession) -> WidgetRepository:
    """Return the repository of a table that is rolled back with the test."""
    connection = await session.connection()
    await connection.execute(CreateSchema("kernel_tests"))
    await connection.run_sync(Base.metadata.create_all)
    return WidgetRepository(session)


@pytest.fixture
def url(database_url: str) -> Generator[str]:
    """Yield the URL of an empty database."""
    name = f"test_{uuid4().hex}"
    server = make_url(database_url).set(drivername="postgresql")
    execute(server.render_as_string(hide_password=False), f"CREATE DATABASE {name}")
    yield server.set(database=name).render_as_string(hide_password=False)
    execute(server.render_as_string(hide_password=False), f"DROP DATABASE {name} WITH (FORCE)")
