"""What one can do with articles."""

from uuid import UUID

from app.modules.auth.gateway import AuthGateway

from ..models import Article
from ..repositories import ArticleRepository


class ArticleService:
    """Keeps the rules."""

    def __init__(self, articles: ArticleRepository, auth: AuthGateway) -> None:
        """Work on this repository, and ask this gateway for people."""
        self._articles = articles
        self._auth = auth

    async def get(self, entity_id: UUID) -> Article | None:
        """Return one whose author still exists."""
        article = await self._articles.get(entity_id)
        if article is not None:
            await self._auth.get_user(article.author_id)
        return article
