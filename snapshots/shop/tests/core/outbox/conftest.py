"""An outbox in a database of its own, whose transactions are real."""

from collections.abc import AsyncGenerator

import pytest

from app.core.db import migrations
from app.core.db.session import Database
from app.core.outbox.manifest import OUTBOX
from tests.database import make_tables

from .lamps import effects


@pytest.fixture
async def outbox(url: str) -> AsyncGenerator[Database]:
    """Yield a database that has an outbox, and a table in which listeners leave their effects."""
    migrations.upgrade(url, [OUTBOX])
    make_tables(url, effects.metadata)
    database = Database.connect(url)
    database.bus.has_relay = True
    yield database
    await database.dispose()
