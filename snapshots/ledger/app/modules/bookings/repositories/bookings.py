"""Reads and writes the bookings table."""

from collections.abc import Sequence
from typing import get_args
from uuid import UUID

import sqlalchemy as sa

from app.core.repository import SoftDeleteRepository

from ..exceptions import BookingAlreadyExistsError
from ..models import Booking
from ..schemas.filters import BookingFilters, Sorting
from ..schemas.requests import BookingCreate, BookingUpdate


class BookingRepository(SoftDeleteRepository[Booking, BookingCreate, BookingUpdate]):
    """The bookings that were not deleted."""

    model = Booking
    conflict = BookingAlreadyExistsError
    filterable = BookingFilters.filterable()
    sortable = frozenset(name.removeprefix("-") for name in get_args(Sorting))

    async def delete_by_account_id(self, entity_id: UUID) -> Sequence[UUID]:
        """Delete what belongs to it, and return the ids of that."""
        deleted = await self.session.scalars(
            sa.update(Booking)
            .where(Booking.account_id == entity_id, Booking.deleted_at.is_(None))
            .values(deleted_at=sa.func.now())
            .returning(Booking.id)
        )
        return deleted.all()
