"""How routes get the services of payments."""

from typing import Annotated

from fastapi import Depends

from app.core.db.session import UnitOfWorkDep
from app.modules.orders.gateway import OrdersGatewayDep

from ..services import PaymentService
from .repositories import PaymentRepositoryDep


async def get_payment_service(
    uow: UnitOfWorkDep, repository: PaymentRepositoryDep, orders: OrdersGatewayDep
) -> PaymentService:
    """Give a route the service, put together."""
    return PaymentService(uow, repository, orders)


PaymentServiceDep = Annotated[PaymentService, Depends(get_payment_service)]
