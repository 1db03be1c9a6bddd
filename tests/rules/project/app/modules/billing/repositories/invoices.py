"""Reads the table `invoices`."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from ..models import Invoice


class InvoiceRepository:
    """The invoices of one session."""

    def __init__(self, session: AsyncSession) -> None:
        """Work in this session."""
        self._session = session

    async def get(self, entity_id: UUID) -> Invoice | None:
        """Return the row with this id, if there is one."""
        return await self._session.get(Invoice, entity_id)
