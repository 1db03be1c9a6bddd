"""What happens in this module, for whoever wants to know."""

from uuid import UUID

from app.core.events import DomainEvent


class UserRegistered(DomainEvent):
    """Somebody can be given keys now."""

    user_id: UUID


class KeyIssued(DomainEvent):
    """A user has one more key."""

    key_id: UUID
    user_id: UUID


class KeyRevoked(DomainEvent):
    """A key works no longer."""

    key_id: UUID
    user_id: UUID
