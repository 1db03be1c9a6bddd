"""HTTP for the invoices."""

from uuid import UUID

from fastapi import APIRouter

from ...gateway import InvoiceDTO, BillingGatewayDep

router = APIRouter(prefix="/invoices")


@router.get("/{entity_id}")
async def get_invoice(entity_id: UUID, gateway: BillingGatewayDep) -> InvoiceDTO:
    """Read one."""
    return await gateway.get_invoice(entity_id)
