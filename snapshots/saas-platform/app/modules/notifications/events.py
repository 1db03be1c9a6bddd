"""What happens to notifications, in ids and plain values."""

from uuid import UUID

from app.core.events import DomainEvent


class NotificationCreated(DomainEvent):
    """There is a new notification; `entity_id` is its id."""

    entity_id: UUID


class NotificationUpdated(DomainEvent):
    """One notification was changed; `entity_id` is its id."""

    entity_id: UUID


class NotificationDeleted(DomainEvent):
    """One notification is gone; `entity_id` was its id."""

    entity_id: UUID
