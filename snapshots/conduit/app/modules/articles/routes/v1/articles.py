"""The routes of articles; `routers.py` says who may use them."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from app.core.errors import problems
from app.core.schemas import Page

from ...dependencies.services import ArticleServiceDep
from ...schemas.filters import ArticleFilters
from ...schemas.requests import ArticleCreate, ArticleUpdate
from ...schemas.responses import ArticleResponse

reading = APIRouter(prefix="/articles", tags=["articles"])
writing = APIRouter(prefix="/articles", tags=["articles"])


@writing.post("", status_code=201, responses=problems(409))
async def create_article(
    data: ArticleCreate, service: ArticleServiceDep, request: Request, response: Response
) -> ArticleResponse:
    """Create a new article."""
    entity = await service.create(data)
    response.headers["Location"] = f"{request.url.path}/{entity.id}"
    return ArticleResponse.model_validate(entity)


@reading.get("/{article_id}", responses=problems(404))
async def get_article(article_id: UUID, service: ArticleServiceDep) -> ArticleResponse:
    """Read one article."""
    entity = await service.get(article_id)
    return ArticleResponse.model_validate(entity)


@reading.get("")
async def list_articles(
    params: Annotated[ArticleFilters, Query()], service: ArticleServiceDep
) -> Page[ArticleResponse]:
    """Read a page of the articles that match the filters."""
    entities, total = await service.list(params)
    return Page[ArticleResponse](
        items=list(map(ArticleResponse.model_validate, entities)),
        total=total,
        page=params.page,
        per_page=params.per_page,
    )


@writing.patch("/{article_id}", responses=problems(404, 409))
async def update_article(
    article_id: UUID, data: ArticleUpdate, service: ArticleServiceDep
) -> ArticleResponse:
    """Change what is given of one article."""
    entity = await service.update(article_id, data)
    return ArticleResponse.model_validate(entity)


@writing.delete("/{article_id}", status_code=204, responses=problems(404))
async def delete_article(article_id: UUID, service: ArticleServiceDep) -> None:
    """Delete one article."""
    await service.delete(article_id)
