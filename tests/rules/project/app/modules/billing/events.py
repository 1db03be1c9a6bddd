"""What happens to the invoices."""

from uuid import UUID

from app.core.events import DomainEvent


class InvoiceCreated(DomainEvent):
    """There is a new one; `entity_id` is its id."""

    entity_id: UUID
