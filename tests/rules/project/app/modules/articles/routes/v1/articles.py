"""HTTP for the articles."""

from uuid import UUID

from fastapi import APIRouter

from ...gateway import ArticleDTO, ArticlesGatewayDep

router = APIRouter(prefix="/articles")


@router.get("/{entity_id}")
async def get_article(entity_id: UUID, gateway: ArticlesGatewayDep) -> ArticleDTO:
    """Read one."""
    return await gateway.get_article(entity_id)
