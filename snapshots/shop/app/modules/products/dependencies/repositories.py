"""How routes get the repositories of products."""

from typing import Annotated

from fastapi import Depends

from app.core.db.session import UnitOfWorkDep

from ..repositories import ProductRepository


async def get_product_repository(uow: UnitOfWorkDep) -> ProductRepository:
    """Give a route the products of its unit of work."""
    return ProductRepository(uow.session)


ProductRepositoryDep = Annotated[ProductRepository, Depends(get_product_repository)]
