"""The repository of billing, in the session of the request."""

from typing import Annotated

from fastapi import Depends

from app.core.db.session import SessionDep

from ..repositories import InvoiceRepository


async def get_repository(session: SessionDep) -> InvoiceRepository:
    """Give a route the invoices."""
    return InvoiceRepository(session)


InvoiceRepositoryDep = Annotated[InvoiceRepository, Depends(get_repository)]
