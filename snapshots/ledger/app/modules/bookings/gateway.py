"""The door of bookings: what others may use, beside its events.

Parameters and results are plain data, so that an HTTP client can take the place of
`LocalBookingsGateway` and nothing changes for those who call.
"""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Protocol
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel, ConfigDict

from .config import get_bookings_settings
from .dependencies.repositories import BookingRepositoryDep
from .exceptions import BookingBatchTooLargeError
from .repositories import BookingRepository

__all__ = [
    "BookingBatchTooLargeError",
    "BookingDTO",
    "BookingsGateway",
    "BookingsGatewayDep",
    "LocalBookingsGateway",
    "get_bookings_gateway",
]


class BookingDTO(BaseModel):
    """One booking, as other modules see it."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    id: UUID
    created_at: dt.datetime
    updated_at: dt.datetime
    amount: Decimal
    booked_on: dt.date
    reference: UUID
    account_id: UUID


class BookingsGateway(Protocol):
    """What other modules may ask."""

    async def get_booking(self, entity_id: UUID) -> BookingDTO | None:
        """Return the booking with this id, if there is one."""

    async def get_bookings_by_ids(self, entity_ids: Sequence[UUID]) -> dict[UUID, BookingDTO]:
        """Return those that exist, by id; raise if too many are asked for."""


class LocalBookingsGateway:
    """Answers from the database of this process."""

    def __init__(self, repository: BookingRepository, batch_limit: int) -> None:
        """Answer from this repository, and refuse more ids at once than `batch_limit`."""
        self._repository = repository
        self._batch_limit = batch_limit

    async def get_booking(self, entity_id: UUID) -> BookingDTO | None:
        """Return the booking with this id, if there is one."""
        entity = await self._repository.get(entity_id)
        if entity is None:
            return None
        return BookingDTO.model_validate(entity)

    async def get_bookings_by_ids(self, entity_ids: Sequence[UUID]) -> dict[UUID, BookingDTO]:
        """Return those that exist, by id, with one query."""
        if len(entity_ids) > self._batch_limit:
            raise BookingBatchTooLargeError
        entities = await self._repository.get_many(entity_ids)
        found = map(BookingDTO.model_validate, entities)
        return {each.id: each for each in found}


async def get_bookings_gateway(repository: BookingRepositoryDep) -> BookingsGateway:
    """Give a route or a service the gateway of this process."""
    settings = get_bookings_settings()
    return LocalBookingsGateway(repository, settings.batch_limit)


BookingsGatewayDep = Annotated[BookingsGateway, Depends(get_bookings_gateway)]
