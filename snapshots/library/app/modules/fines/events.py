"""What happens to fines, in ids and plain values."""

from uuid import UUID

from app.core.events import DomainEvent


class FineCreated(DomainEvent):
    """There is a new fine; `entity_id` is its id."""

    entity_id: UUID


class FineUpdated(DomainEvent):
    """One fine was changed; `entity_id` is its id."""

    entity_id: UUID


class FineDeleted(DomainEvent):
    """One fine is gone; `entity_id` was its id."""

    entity_id: UUID
