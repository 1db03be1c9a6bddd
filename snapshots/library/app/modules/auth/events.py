"""What happens in this module, for whoever wants to know."""

from uuid import UUID

from app.core.events import DomainEvent


class UserRegistered(DomainEvent):
    """Somebody has an account now."""

    user_id: UUID


class UserEmailChanged(DomainEvent):
    """A user has another e-mail; the former one may belong to somebody else from now on."""

    user_id: UUID
    former_email: str


class UserPasswordChanged(DomainEvent):
    """A user has a new password, and no session but the one that changed it."""

    user_id: UUID
