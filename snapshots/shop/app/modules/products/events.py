"""What happens to products, in ids and plain values."""

from uuid import UUID

from app.core.events import DomainEvent


class ProductCreated(DomainEvent):
    """There is a new product; `entity_id` is its id."""

    entity_id: UUID


class ProductUpdated(DomainEvent):
    """One product was changed; `entity_id` is its id."""

    entity_id: UUID


class ProductDeleted(DomainEvent):
    """One product is gone; `entity_id` was its id."""

    entity_id: UUID
