"""What one can do with comments, and what follows from it."""

from collections.abc import Sequence
from uuid import UUID

from app.core.db.session import UnitOfWork
from app.modules.articles.gateway import ArticlesGateway

from ..events import CommentCreated, CommentDeleted, CommentUpdated
from ..exceptions import CommentDoesNotExistError, UnknownArticleError
from ..models import Comment
from ..repositories import CommentRepository
from ..schemas.filters import CommentFilters
from ..schemas.requests import CommentCreate, CommentUpdate


class CommentService:
    """Keeps the rules, and records what happened: it is published after the commit."""

    def __init__(
        self, uow: UnitOfWork, repository: CommentRepository, articles: ArticlesGateway
    ) -> None:
        """Work in one unit of work."""
        self._uow = uow
        self._repository = repository
        self._articles = articles

    async def create(self, data: CommentCreate) -> Comment:
        """Write a new comment."""
        await self._require_article(data.article_id)
        entity = await self._repository.create(data)
        self._uow.record(CommentCreated(entity_id=entity.id))
        return entity

    async def get(self, entity_id: UUID) -> Comment:
        """Return one comment."""
        entity = await self._repository.get(entity_id)
        if entity is None:
            raise CommentDoesNotExistError
        return entity

    async def list(self, params: CommentFilters) -> tuple[Sequence[Comment], int]:
        """Return a page of those that match, and the number of all that match."""
        return await self._repository.list(params, filters=params.filters(), sort=params.sort)

    async def update(self, entity_id: UUID, data: CommentUpdate) -> Comment:
        """Change what is given; what is so already is no change."""
        entity = await self._get_for_update(entity_id)
        if isinstance(data.article_id, UUID):
            await self._require_article(data.article_id)
        return await self._change(entity, data)

    async def delete(self, entity_id: UUID) -> None:
        """Delete one comment."""
        entity = await self._get_for_update(entity_id)
        await self._repository.delete(entity)
        self._uow.record(CommentDeleted(entity_id=entity_id))

    async def _get_for_update(self, entity_id: UUID) -> Comment:
        entity = await self._repository.get_for_update(entity_id)
        if entity is None:
            raise CommentDoesNotExistError
        return entity

    async def _change(self, entity: Comment, data: CommentUpdate) -> Comment:
        if self._repository.changes(entity, data):
            entity = await self._repository.update(entity, data)
            self._uow.record(CommentUpdated(entity_id=entity.id))
        return entity

    async def _require_article(self, entity_id: UUID) -> None:
        """Refuse an id that the articles module does not know."""
        gateway = self._articles
        if await gateway.get_article(entity_id) is None:
            raise UnknownArticleError
