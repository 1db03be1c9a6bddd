"""What happens to loans, in ids and plain values."""

from uuid import UUID

from app.core.events import DomainEvent


class LoanCreated(DomainEvent):
    """There is a new loan; `entity_id` is its id."""

    entity_id: UUID


class LoanUpdated(DomainEvent):
    """One loan was changed; `entity_id` is its id."""

    entity_id: UUID


class LoanDeleted(DomainEvent):
    """One loan is gone; `entity_id` was its id."""

    entity_id: UUID
