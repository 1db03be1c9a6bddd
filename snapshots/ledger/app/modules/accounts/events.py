"""What happens to accounts, in ids and plain values."""

from uuid import UUID

from app.core.events import DomainEvent


class AccountCreated(DomainEvent):
    """There is a new account; `entity_id` is its id."""

    entity_id: UUID


class AccountUpdated(DomainEvent):
    """One account was changed; `entity_id` is its id."""

    entity_id: UUID


class AccountDeleted(DomainEvent):
    """One account is gone; `entity_id` was its id."""

    entity_id: UUID
