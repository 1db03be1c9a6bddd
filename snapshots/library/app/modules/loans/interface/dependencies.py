"""How FastAPI puts the parts of this module together."""

from typing import Annotated

from fastapi import Depends

from app.core.db.session import UnitOfWorkDep
from app.modules.auth.gateway import AuthGatewayDep
from app.modules.books.gateway import BooksGatewayDep

from ..application.handlers import LoanHandlers
from ..infrastructure.repository import SqlLoanRepository


async def get_loan_handlers(
    uow: UnitOfWorkDep, books: BooksGatewayDep, auth: AuthGatewayDep
) -> LoanHandlers:
    """Give a route the handlers, put together."""
    return LoanHandlers(uow, SqlLoanRepository(uow.session), books, auth)


LoanHandlersDep = Annotated[LoanHandlers, Depends(get_loan_handlers)]
