"""How FastAPI puts the parts of this module together."""

from typing import Annotated

from fastapi import Depends

from app.core.db.session import UnitOfWorkDep
from app.modules.loans.gateway import LoansGatewayDep

from ..application.handlers import FineHandlers
from ..infrastructure.repository import SqlFineRepository


async def get_fine_handlers(uow: UnitOfWorkDep, loans: LoansGatewayDep) -> FineHandlers:
    """Give a route the handlers, put together."""
    return FineHandlers(uow, SqlFineRepository(uow.session), loans)


FineHandlersDep = Annotated[FineHandlers, Depends(get_fine_handlers)]
