"""Fixtures of the tests of the kernel."""

from collections.abc import Generator

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from tests.database import empty_database, make_tables

from .widgets import Base, WidgetRepository


@pytest.fixture(scope="session")
def widgets_table(database_url: str) -> None:
    """Make the table once: not every database takes that back with the test."""
    make_tables(database_url, Base.metadata)


@pytest.fixture
async def widgets(widgets_table: None, session: AsyncSession) -> WidgetRepository:
    """Return the repository of an empty table."""
    return WidgetRepository(session)


@pytest.fixture
def url(database_url: str) -> Generator[str]:
    """Yield the URL of an empty database."""
    with empty_database(database_url) as url:
        yield url
