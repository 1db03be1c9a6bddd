"""What follows here from events elsewhere."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.db.session import UnitOfWork
from app.modules.accounts.events import AccountDeleted
from app.modules.bookings.events import BookingDeleted
from app.modules.bookings.listeners import on_account_deleted
from app.modules.bookings.repositories import BookingRepository
from tests.factories.bookings import store_booking

pytestmark = pytest.mark.integration


async def test_what_belongs_to_one_account_goes_with_it(session: AsyncSession) -> None:
    gone = await store_booking(session)
    kept = await store_booking(session)
    event = AccountDeleted(entity_id=gone.account_id)
    uow = UnitOfWork(session)

    await on_account_deleted(event, uow)
    await on_account_deleted(event, uow)

    repository = BookingRepository(session)
    assert await repository.get(gone.id) is None
    assert await repository.get(kept.id) is not None
    (recorded,) = uow.events
    assert isinstance(recorded, BookingDeleted)
    assert recorded.entity_id == gone.id
