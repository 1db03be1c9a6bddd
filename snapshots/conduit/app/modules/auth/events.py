"""What happens in this module, for whoever wants to know."""

from uuid import UUID

from app.core.events import DomainEvent


class UserRegistered(DomainEvent):
    """Somebody has an account now."""

    user_id: UUID


class UserPasswordChanged(DomainEvent):
    """A user has a new password, and only the session that changed it is left."""

    user_id: UUID
