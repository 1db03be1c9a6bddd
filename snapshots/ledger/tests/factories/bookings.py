"""Test data of bookings, and stand-ins without a database."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.core.ids import new_id
from app.modules.bookings.gateway import BookingBatchTooLargeError, BookingDTO
from app.modules.bookings.models import Booking
from app.modules.bookings.repositories import BookingRepository
from app.modules.bookings.schemas.requests import BookingCreate
from tests import fakes

from .accounts import store_account


def booking_body() -> dict[str, Any]:
    """Return what creates one booking, but for its references."""
    return {
        "amount": "1.2500",
        "booked_on": "2026-01-31",
        "reference": str(new_id()),
        "account_id": str(new_id()),
    }


def other_booking_body() -> dict[str, Any]:
    """Return the same with another value for every field."""
    return {
        "amount": "2.5000",
        "booked_on": "9999-12-31",
        "reference": str(new_id()),
        "account_id": str(new_id()),
    }


async def booking_references(session: AsyncSession) -> dict[str, Any]:
    """Return references that lead somewhere."""
    references: dict[str, Any] = {}
    references["account_id"] = str((await store_account(session)).id)
    return references


async def store_booking(session: AsyncSession, /, **changes: object) -> Booking:
    """Return one booking that the database knows."""
    references = await booking_references(session)
    body = {**booking_body(), **references, **changes}
    data = BookingCreate.model_validate(body)
    return await BookingRepository(session).create(data)


def make_booking(**changes: object) -> BookingDTO:
    """Return one booking that no database knows."""
    now = dt.datetime.now(dt.UTC)
    stored = {"id": new_id(), "created_at": now, "updated_at": now}
    body = {**stored, **booking_body(), **changes}
    return BookingDTO.model_validate(body)


class FakeBookingsGateway:
    """A stand-in that a contract test holds to what the real one does."""

    def __init__(self, *entities: BookingDTO, batch_limit: int = 1_000) -> None:
        """Know these and no others."""
        self._entities = {entity.id: entity for entity in entities}
        self._batch_limit = batch_limit

    async def get_booking(self, entity_id: UUID) -> BookingDTO | None:
        """Return the booking with this id, if there is one."""
        return self._entities.get(entity_id)

    async def get_bookings_by_ids(self, entity_ids: Sequence[UUID]) -> dict[UUID, BookingDTO]:
        """Return those that exist, by id."""
        if len(entity_ids) > self._batch_limit:
            raise BookingBatchTooLargeError
        return {each: self._entities[each] for each in entity_ids if each in self._entities}


class FakeBookingRepository(fakes.InMemoryRepository, BookingRepository):
    """The bookings of one test, in memory."""
