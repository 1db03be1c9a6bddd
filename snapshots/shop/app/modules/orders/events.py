"""What happens to orders, in ids and plain values."""

from uuid import UUID

from app.core.events import DomainEvent


class OrderCreated(DomainEvent):
    """There is a new order; `entity_id` is its id."""

    entity_id: UUID


class OrderUpdated(DomainEvent):
    """One order was changed; `entity_id` is its id."""

    entity_id: UUID


class OrderDeleted(DomainEvent):
    """One order is gone; `entity_id` was its id."""

    entity_id: UUID
