"""How FastAPI puts the parts of this module together."""

from typing import Annotated

from fastapi import Depends

from app.core.db.session import UnitOfWorkDep
from app.modules.authors.gateway import AuthorsGatewayDep

from .service import BookService


async def get_book_service(uow: UnitOfWorkDep, authors: AuthorsGatewayDep) -> BookService:
    """Give a route the service, put together."""
    return BookService(uow, authors)


BookServiceDep = Annotated[BookService, Depends(get_book_service)]
