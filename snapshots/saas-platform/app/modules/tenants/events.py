"""What happens to tenants, in ids and plain values."""

from uuid import UUID

from app.core.events import DomainEvent


class TenantCreated(DomainEvent):
    """There is a new tenant; `entity_id` is its id."""

    entity_id: UUID


class TenantUpdated(DomainEvent):
    """One tenant was changed; `entity_id` is its id."""

    entity_id: UUID


class TenantDeleted(DomainEvent):
    """One tenant is gone; `entity_id` was its id."""

    entity_id: UUID
