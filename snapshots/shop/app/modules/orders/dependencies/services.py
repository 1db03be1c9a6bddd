"""How routes get the services of orders."""

from typing import Annotated

from fastapi import Depends

from app.core.db.session import UnitOfWorkDep
from app.modules.auth.gateway import AuthGatewayDep
from app.modules.products.gateway import ProductsGatewayDep

from ..services import OrderService
from .repositories import OrderRepositoryDep


async def get_order_service(
    uow: UnitOfWorkDep,
    repository: OrderRepositoryDep,
    auth: AuthGatewayDep,
    products: ProductsGatewayDep,
) -> OrderService:
    """Give a route the service, put together."""
    return OrderService(uow, repository, auth, products)


OrderServiceDep = Annotated[OrderService, Depends(get_order_service)]
