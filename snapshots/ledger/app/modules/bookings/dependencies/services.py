"""How routes get the services of bookings."""

from typing import Annotated

from fastapi import Depends

from app.core.db.session import UnitOfWorkDep
from app.modules.accounts.gateway import AccountsGatewayDep

from ..services import BookingService
from .repositories import BookingRepositoryDep


async def get_booking_service(
    uow: UnitOfWorkDep, repository: BookingRepositoryDep, accounts: AccountsGatewayDep
) -> BookingService:
    """Give a route the service, put together."""
    return BookingService(uow, repository, accounts)


BookingServiceDep = Annotated[BookingService, Depends(get_booking_service)]
