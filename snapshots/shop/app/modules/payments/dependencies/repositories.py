"""How routes get the repositories of payments."""

from typing import Annotated

from fastapi import Depends

from app.core.db.session import UnitOfWorkDep

from ..repositories import PaymentRepository


async def get_payment_repository(uow: UnitOfWorkDep) -> PaymentRepository:
    """Give a route the payments of its unit of work."""
    return PaymentRepository(uow.session)


PaymentRepositoryDep = Annotated[PaymentRepository, Depends(get_payment_repository)]
