"""Nobody waits for a row that somebody else has in hand."""

import pytest

from app.core.db.session import Database
from app.core.outbox import store

from .lamps import SETTINGS, LampLit, record

pytestmark = pytest.mark.integration


async def test_what_was_taken_is_passed_over_by_others(outbox: Database) -> None:
    await record(outbox, *[LampLit() for _ in range(SETTINGS.batch_size + 1)])

    async with outbox.unit_of_work() as first, outbox.unit_of_work() as second:
        taken = await store.claim(first.session, SETTINGS)
        left = await store.claim(second.session, SETTINGS)

    assert (len(taken), len(left)) == (SETTINGS.batch_size, 1)
    assert not {message.id for message in taken} & {message.id for message in left}
