"""What happens to payments, in ids and plain values."""

from uuid import UUID

from app.core.events import DomainEvent


class PaymentCreated(DomainEvent):
    """There is a new payment; `entity_id` is its id."""

    entity_id: UUID


class PaymentUpdated(DomainEvent):
    """One payment was changed; `entity_id` is its id."""

    entity_id: UUID


class PaymentDeleted(DomainEvent):
    """One payment is gone; `entity_id` was its id."""

    entity_id: UUID
