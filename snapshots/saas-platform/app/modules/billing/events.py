"""What happens to billings, in ids and plain values."""

from uuid import UUID

from app.core.events import DomainEvent


class BillingCreated(DomainEvent):
    """There is a new billing; `entity_id` is its id."""

    entity_id: UUID


class BillingUpdated(DomainEvent):
    """One billing was changed; `entity_id` is its id."""

    entity_id: UUID


class BillingDeleted(DomainEvent):
    """One billing is gone; `entity_id` was its id."""

    entity_id: UUID
