"""What happens to comments, in ids and plain values."""

from uuid import UUID

from app.core.events import DomainEvent


class CommentCreated(DomainEvent):
    """There is a new comment; `entity_id` is its id."""

    entity_id: UUID


class CommentUpdated(DomainEvent):
    """One comment was changed; `entity_id` is its id."""

    entity_id: UUID


class CommentDeleted(DomainEvent):
    """One comment is gone; `entity_id` was its id."""

    entity_id: UUID
