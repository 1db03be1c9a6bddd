"""What happens to authors, in ids and plain values."""

from uuid import UUID

from app.core.events import DomainEvent


class AuthorCreated(DomainEvent):
    """There is a new author; `entity_id` is its id."""

    entity_id: UUID


class AuthorUpdated(DomainEvent):
    """One author was changed; `entity_id` is its id."""

    entity_id: UUID


class AuthorDeleted(DomainEvent):
    """One author is gone; `entity_id` was its id."""

    entity_id: UUID
