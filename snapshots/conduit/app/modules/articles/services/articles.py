"""What one can do with articles, and what follows from it."""

from collections.abc import Sequence
from uuid import UUID

from app.core.db.session import UnitOfWork
from app.modules.auth.gateway import AuthGateway

from ..events import ArticleCreated, ArticleDeleted, ArticleUpdated
from ..exceptions import ArticleDoesNotExistError, UnknownAuthorError
from ..models import Article
from ..repositories import ArticleRepository
from ..schemas.filters import ArticleFilters
from ..schemas.requests import ArticleCreate, ArticleUpdate


class ArticleService:
    """Keeps the rules, and records what happened: it is published after the commit."""

    def __init__(self, uow: UnitOfWork, repository: ArticleRepository, auth: AuthGateway) -> None:
        """Work in one unit of work."""
        self._uow = uow
        self._repository = repository
        self._auth = auth

    async def create(self, data: ArticleCreate) -> Article:
        """Write a new article."""
        await self._require_author(data.author_id)
        entity = await self._repository.create(data)
        self._uow.record(ArticleCreated(entity_id=entity.id))
        return entity

    async def get(self, entity_id: UUID) -> Article:
        """Return one article."""
        entity = await self._repository.get(entity_id)
        if entity is None:
            raise ArticleDoesNotExistError
        return entity

    async def list(self, params: ArticleFilters) -> tuple[Sequence[Article], int]:
        """Return a page of those that match, and the number of all that match."""
        return await self._repository.list(params, filters=params.filters(), sort=params.sort)

    async def update(self, entity_id: UUID, data: ArticleUpdate) -> Article:
        """Change what is given; what is so already is no change."""
        entity = await self._get_for_update(entity_id)
        if isinstance(data.author_id, UUID):
            await self._require_author(data.author_id)
        return await self._change(entity, data)

    async def delete(self, entity_id: UUID) -> None:
        """Delete one article."""
        entity = await self._get_for_update(entity_id)
        await self._repository.delete(entity)
        self._uow.record(ArticleDeleted(entity_id=entity_id))

    async def _get_for_update(self, entity_id: UUID) -> Article:
        entity = await self._repository.get_for_update(entity_id)
        if entity is None:
            raise ArticleDoesNotExistError
        return entity

    async def _change(self, entity: Article, data: ArticleUpdate) -> Article:
        if self._repository.changes(entity, data):
            entity = await self._repository.update(entity, data)
            self._uow.record(ArticleUpdated(entity_id=entity.id))
        return entity

    async def _require_author(self, entity_id: UUID) -> None:
        """Refuse an id that the auth module does not know."""
        gateway = self._auth
        if await gateway.get_user(entity_id) is None:
            raise UnknownAuthorError
