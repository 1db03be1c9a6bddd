"""What follows here from events elsewhere."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.db.session import UnitOfWork
from app.modules.fines.events import FineDeleted
from app.modules.fines.infrastructure.repository import SqlFineRepository
from app.modules.fines.listeners import on_loan_deleted
from app.modules.loans.events import LoanDeleted
from tests.factories.fines import store_fine

pytestmark = pytest.mark.integration


async def test_what_belongs_to_one_loan_goes_with_it(session: AsyncSession) -> None:
    gone = await store_fine(session)
    kept = await store_fine(session)
    event = LoanDeleted(entity_id=gone.loan_id)
    uow = UnitOfWork(session)

    await on_loan_deleted(event, uow)
    await on_loan_deleted(event, uow)

    repository = SqlFineRepository(session)
    assert await repository.get(gone.id) is None
    assert await repository.get(kept.id) is not None
    (recorded,) = uow.events
    assert isinstance(recorded, FineDeleted)
    assert recorded.entity_id == gone.id
