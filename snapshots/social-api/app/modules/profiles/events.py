"""What happens to profiles, in ids and plain values."""

from uuid import UUID

from app.core.events import DomainEvent


class ProfileCreated(DomainEvent):
    """There is a new profile; `entity_id` is its id."""

    entity_id: UUID


class ProfileUpdated(DomainEvent):
    """One profile was changed; `entity_id` is its id."""

    entity_id: UUID


class ProfileDeleted(DomainEvent):
    """One profile is gone; `entity_id` was its id."""

    entity_id: UUID
