"""The door of billing."""

from typing import Annotated, Protocol
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel, ConfigDict

from .dependencies.repositories import InvoiceRepositoryDep
from .exceptions import InvoiceNotFoundError
from .repositories import InvoiceRepository

__all__ = ["InvoiceDTO", "InvoiceNotFoundError", "BillingGateway", "BillingGatewayDep", "get_billing_gateway"]


class InvoiceDTO(BaseModel):
    """One row, as other modules see it."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID


class BillingGateway(Protocol):
    """What other modules may ask."""

    async def get_invoice(self, entity_id: UUID) -> InvoiceDTO:
        """Return one; raise `InvoiceNotFoundError` if there is none."""


class LocalBillingGateway:
    """Answers from the database of this process."""

    def __init__(self, repository: InvoiceRepository) -> None:
        """Answer from this repository."""
        self._repository = repository

    async def get_invoice(self, entity_id: UUID) -> InvoiceDTO:
        """Return one; raise `InvoiceNotFoundError` if there is none."""
        entity = await self._repository.get(entity_id)
        if entity is None:
            raise InvoiceNotFoundError
        return InvoiceDTO.model_validate(entity)


async def get_billing_gateway(repository: InvoiceRepositoryDep) -> BillingGateway:
    """Give a route or a service the gateway of this process."""
    return LocalBillingGateway(repository)


BillingGatewayDep = Annotated[BillingGateway, Depends(get_billing_gateway)]
