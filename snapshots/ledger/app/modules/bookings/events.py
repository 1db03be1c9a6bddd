"""What happens to bookings, in ids and plain values."""

from uuid import UUID

from app.core.events import DomainEvent


class BookingCreated(DomainEvent):
    """There is a new booking; `entity_id` is its id."""

    entity_id: UUID


class BookingUpdated(DomainEvent):
    """One booking was changed; `entity_id` is its id."""

    entity_id: UUID


class BookingDeleted(DomainEvent):
    """One booking is gone; `entity_id` was its id."""

    entity_id: UUID
