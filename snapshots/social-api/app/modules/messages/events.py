"""What happens to messages, in ids and plain values."""

from uuid import UUID

from app.core.events import DomainEvent


class MessageCreated(DomainEvent):
    """There is a new message; `entity_id` is its id."""

    entity_id: UUID


class MessageUpdated(DomainEvent):
    """One message was changed; `entity_id` is its id."""

    entity_id: UUID


class MessageDeleted(DomainEvent):
    """One message is gone; `entity_id` was its id."""

    entity_id: UUID
