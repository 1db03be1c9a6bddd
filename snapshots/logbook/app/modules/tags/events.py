"""What happens to tags, in ids and plain values."""

from uuid import UUID

from app.core.events import DomainEvent


class TagCreated(DomainEvent):
    """There is a new tag; `entity_id` is its id."""

    entity_id: UUID


class TagUpdated(DomainEvent):
    """One tag was changed; `entity_id` is its id."""

    entity_id: UUID


class TagDeleted(DomainEvent):
    """One tag is gone; `entity_id` was its id."""

    entity_id: UUID
