"""An outbox in a database of its own, whose transactions are real."""

from collections.abc import AsyncGenerator

import pytest

from app.core.db import migrations
from app.core.db.session import Database
from app.core.outbox.manifest import OUTBOX

from .lamps import effects


@pytest.fixture
async def outbox(url: str) -> AsyncGenerator[Database]:
    """Yield a database that has an outbox, and a table in which listeners leave their effects."""
    migrations.upgrade(url, [OUTBOX])
    database = Database.connect(url)
    async with database.unit_of_work() as uow:
        await (await uow.session.connection()).run_sync(effects.metadata.create_all)
    yield database
    await database.dispose()
