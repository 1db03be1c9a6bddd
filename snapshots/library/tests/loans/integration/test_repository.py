"""How loans are kept."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.modules.loans.domain.events import LoanChanged
from app.modules.loans.domain.ports import LoanRepository
from app.modules.loans.infrastructure.orm import map_loans
from app.modules.loans.infrastructure.repository import SqlLoanRepository
from app.modules.loans.interface.schemas import LoanUpdate, changes_of
from tests.factories.loans import other_loan_body, store_loan

pytestmark = pytest.mark.integration


async def test_what_was_loaded_acts_as_what_is_new(session: AsyncSession) -> None:
    stored = await store_loan(session)
    session.expunge_all()
    repository: LoanRepository = SqlLoanRepository(session)

    loaded = await repository.get_for_update(stored.id)
    assert loaded is not None
    loaded.apply_changes(changes_of(LoanUpdate.model_validate(other_loan_body())))

    assert loaded is not stored
    assert loaded == stored
    assert loaded.collect_events() == (LoanChanged(stored.id),)


async def test_mapping_twice_is_mapping_once(session: AsyncSession) -> None:
    map_loans()

    stored = await store_loan(session)

    assert await SqlLoanRepository(session).get(stored.id) is stored
