"""What happens to the articles."""

from uuid import UUID

from app.core.events import DomainEvent


class ArticleCreated(DomainEvent):
    """There is a new one; `entity_id` is its id."""

    entity_id: UUID
