"""What happens to notes, in ids and plain values."""

from uuid import UUID

from app.core.events import DomainEvent


class NoteCreated(DomainEvent):
    """There is a new note; `entity_id` is its id."""

    entity_id: UUID


class NoteUpdated(DomainEvent):
    """One note was changed; `entity_id` is its id."""

    entity_id: UUID


class NoteDeleted(DomainEvent):
    """One note is gone; `entity_id` was its id."""

    entity_id: UUID
