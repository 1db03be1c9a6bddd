"""What happens to posts, in ids and plain values."""

from uuid import UUID

from app.core.events import DomainEvent


class PostCreated(DomainEvent):
    """There is a new post; `entity_id` is its id."""

    entity_id: UUID


class PostUpdated(DomainEvent):
    """One post was changed; `entity_id` is its id."""

    entity_id: UUID


class PostDeleted(DomainEvent):
    """One post is gone; `entity_id` was its id."""

    entity_id: UUID
