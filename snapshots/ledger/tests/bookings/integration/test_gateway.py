"""What other modules may rely on: the gateway and its fake keep the same contract."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.ids import new_id
from app.modules.bookings.gateway import (
    BookingBatchTooLargeError,
    BookingDTO,
    BookingsGateway,
    LocalBookingsGateway,
)
from app.modules.bookings.models import Booking
from app.modules.bookings.repositories import BookingRepository
from tests.factories.bookings import FakeBookingsGateway, store_booking

pytestmark = pytest.mark.integration

BATCH_LIMIT = 2


@pytest.fixture
async def stored(session: AsyncSession) -> list[Booking]:
    """Give a test two bookings."""
    return [await store_booking(session), await store_booking(session)]


@pytest.fixture(params=["local", "fake"])
def gateway(
    request: pytest.FixtureRequest, session: AsyncSession, stored: list[Booking]
) -> BookingsGateway:
    """Give a test one gateway after the other; both know the same."""
    if request.param == "local":
        repository = BookingRepository(session)
        return LocalBookingsGateway(repository, BATCH_LIMIT)
    known = map(BookingDTO.model_validate, stored)
    return FakeBookingsGateway(*known, batch_limit=BATCH_LIMIT)


async def test_one_is_found_by_its_id(gateway: BookingsGateway, stored: list[Booking]) -> None:
    expected = BookingDTO.model_validate(stored[0])

    assert await gateway.get_booking(expected.id) == expected


async def test_an_unknown_id_gives_nothing(gateway: BookingsGateway) -> None:
    assert await gateway.get_booking(new_id()) is None


async def test_many_are_found_by_their_ids(gateway: BookingsGateway, stored: list[Booking]) -> None:
    known = map(BookingDTO.model_validate, stored)
    expected = {each.id: each for each in known}

    found = await gateway.get_bookings_by_ids([*expected])

    assert found == expected


async def test_unknown_ids_are_left_out(gateway: BookingsGateway, stored: list[Booking]) -> None:
    ids = [stored[0].id, new_id()]

    found = await gateway.get_bookings_by_ids(ids)

    assert [*found] == [stored[0].id]


async def test_too_many_ids_are_refused(gateway: BookingsGateway) -> None:
    ids = [new_id() for _ in range(BATCH_LIMIT + 1)]

    with pytest.raises(BookingBatchTooLargeError):
        await gateway.get_bookings_by_ids(ids)
