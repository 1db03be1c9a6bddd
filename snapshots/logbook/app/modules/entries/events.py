"""What happens to entries, in ids and plain values."""

from uuid import UUID

from app.core.events import DomainEvent


class EntryCreated(DomainEvent):
    """There is a new entry; `entity_id` is its id."""

    entity_id: UUID


class EntryUpdated(DomainEvent):
    """One entry was changed; `entity_id` is its id."""

    entity_id: UUID


class EntryDeleted(DomainEvent):
    """One entry is gone; `entity_id` was its id."""

    entity_id: UUID
