"""Fixtures of the tests of the kernel."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.schema import CreateSchema

from .widgets import Base, WidgetRepository


@pytest.fixture
async def widgets(session: AsyncSession) -> WidgetRepository:
    """Return the repository of a table that is rolled back with the test."""
    connection = await session.connection()
    await connection.execute(CreateSchema("kernel_tests"))
    await connection.run_sync(Base.metadata.create_all)
    return WidgetRepository(session)
