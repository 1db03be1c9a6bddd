"""How routes get the services of products."""

from typing import Annotated

from fastapi import Depends

from app.core.db.session import UnitOfWorkDep

from ..services import ProductService
from .repositories import ProductRepositoryDep


async def get_product_service(
    uow: UnitOfWorkDep, repository: ProductRepositoryDep
) -> ProductService:
    """Give a route the service, put together."""
    return ProductService(uow, repository)


ProductServiceDep = Annotated[ProductService, Depends(get_product_service)]
