"""How fines are kept."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.modules.fines.domain.events import FineChanged
from app.modules.fines.domain.ports import FineRepository
from app.modules.fines.infrastructure.orm import map_fines
from app.modules.fines.infrastructure.repository import SqlFineRepository
from app.modules.fines.interface.schemas import FineUpdate, changes_of
from tests.factories.fines import other_fine_body, store_fine

pytestmark = pytest.mark.integration


async def test_what_was_loaded_acts_as_what_is_new(session: AsyncSession) -> None:
    stored = await store_fine(session)
    session.expunge_all()
    repository: FineRepository = SqlFineRepository(session)

    loaded = await repository.get_for_update(stored.id)
    assert loaded is not None
    loaded.apply_changes(changes_of(FineUpdate.model_validate(other_fine_body())))

    assert loaded is not stored
    assert loaded == stored
    assert loaded.collect_events() == (FineChanged(stored.id),)


async def test_mapping_twice_is_mapping_once(session: AsyncSession) -> None:
    map_fines()

    stored = await store_fine(session)

    assert await SqlFineRepository(session).get(stored.id) is stored
