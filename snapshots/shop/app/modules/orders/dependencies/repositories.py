"""How routes get the repositories of orders."""

from typing import Annotated

from fastapi import Depends

from app.core.db.session import UnitOfWorkDep

from ..repositories import OrderRepository


async def get_order_repository(uow: UnitOfWorkDep) -> OrderRepository:
    """Give a route the orders of its unit of work."""
    return OrderRepository(uow.session)


OrderRepositoryDep = Annotated[OrderRepository, Depends(get_order_repository)]
