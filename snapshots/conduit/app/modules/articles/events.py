"""What happens to articles, in ids and plain values."""

from uuid import UUID

from app.core.events import DomainEvent


class ArticleCreated(DomainEvent):
    """There is a new article; `entity_id` is its id."""

    entity_id: UUID


class ArticleUpdated(DomainEvent):
    """One article was changed; `entity_id` is its id."""

    entity_id: UUID


class ArticleDeleted(DomainEvent):
    """One article is gone; `entity_id` was its id."""

    entity_id: UUID
