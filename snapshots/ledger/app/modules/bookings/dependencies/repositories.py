"""How routes get the repositories of bookings."""

from typing import Annotated

from fastapi import Depends

from app.core.db.session import UnitOfWorkDep

from ..repositories import BookingRepository


async def get_booking_repository(uow: UnitOfWorkDep) -> BookingRepository:
    """Give a route the bookings of its unit of work."""
    return BookingRepository(uow.session)


BookingRepositoryDep = Annotated[BookingRepository, Depends(get_booking_repository)]
