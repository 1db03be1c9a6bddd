"""What one can do with invoices."""

from uuid import UUID

from app.modules.auth.gateway import AuthGateway, UserDTO

from ..repositories import InvoiceRepository


class InvoiceService:
    """Keeps the rules."""

    def __init__(self, invoices: InvoiceRepository, auth: AuthGateway) -> None:
        """Work on this repository, and ask this gateway for people."""
        self._invoices = invoices
        self._auth = auth

    async def payer(self, payer_id: UUID) -> UserDTO:
        """Return who pays."""
        return await self._auth.get_user(payer_id)
