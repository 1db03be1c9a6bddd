"""What happens to the users."""

from uuid import UUID

from app.core.events import DomainEvent


class UserCreated(DomainEvent):
    """There is a new one; `entity_id` is its id."""

    entity_id: UUID
