"""What happens to books, in ids and plain values."""

from uuid import UUID

from app.core.events import DomainEvent


class BookCreated(DomainEvent):
    """There is a new book; `entity_id` is its id."""

    entity_id: UUID


class BookUpdated(DomainEvent):
    """One book was changed; `entity_id` is its id."""

    entity_id: UUID


class BookDeleted(DomainEvent):
    """One book is gone; `entity_id` was its id."""

    entity_id: UUID
