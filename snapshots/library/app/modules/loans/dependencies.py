"""How FastAPI puts the parts of this module together."""

from typing import Annotated

from fastapi import Depends

from app.core.db.session import UnitOfWorkDep
from app.modules.auth.gateway import AuthGatewayDep
from app.modules.books.gateway import BooksGatewayDep

from .service import LoanService


async def get_loan_service(
    uow: UnitOfWorkDep, books: BooksGatewayDep, auth: AuthGatewayDep
) -> LoanService:
    """Give a route the service, put together."""
    return LoanService(uow, books, auth)


LoanServiceDep = Annotated[LoanService, Depends(get_loan_service)]
