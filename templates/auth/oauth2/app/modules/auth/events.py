"""What happens in this module, for whoever wants to know."""

from uuid import UUID

from app.core.events import DomainEvent


class UserRegistered(DomainEvent):
    """Somebody has called for the first time, and is known from now on."""

    user_id: UUID


class UserEmailChanged(DomainEvent):
    """The issuer says that a user has another e-mail; the former one may be somebody else's now."""

    user_id: UUID
    former_email: str | None
