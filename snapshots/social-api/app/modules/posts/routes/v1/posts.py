"""The routes of posts; `routers.py` says who may use them."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from app.core.errors import problems
from app.core.schemas import Page

from ...dependencies.services import PostServiceDep
from ...schemas.filters import PostFilters
from ...schemas.requests import PostCreate, PostUpdate
from ...schemas.responses import PostResponse

reading = APIRouter(prefix="/posts", tags=["posts"])
writing = APIRouter(prefix="/posts", tags=["posts"])


@writing.post("", status_code=201, responses=problems(409))
async def create_post(
    data: PostCreate, service: PostServiceDep, request: Request, response: Response
) -> PostResponse:
    """Create a new post."""
    entity = await service.create(data)
    response.headers["Location"] = f"{request.url.path}/{entity.id}"
    return PostResponse.model_validate(entity)


@reading.get("/{post_id}", responses=problems(404))
async def get_post(post_id: UUID, service: PostServiceDep) -> PostResponse:
    """Read one post."""
    entity = await service.get(post_id)
    return PostResponse.model_validate(entity)


@reading.get("")
async def list_posts(
    params: Annotated[PostFilters, Query()], service: PostServiceDep
) -> Page[PostResponse]:
    """Read a page of the posts that match the filters."""
    entities, total = await service.list(params)
    return Page[PostResponse](
        items=list(map(PostResponse.model_validate, entities)),
        total=total,
        page=params.page,
        per_page=params.per_page,
    )


@writing.patch("/{post_id}", responses=problems(404, 409))
async def update_post(post_id: UUID, data: PostUpdate, service: PostServiceDep) -> PostResponse:
    """Change what is given of one post."""
    entity = await service.update(post_id, data)
    return PostResponse.model_validate(entity)


@writing.delete("/{post_id}", status_code=204, responses=problems(404))
async def delete_post(post_id: UUID, service: PostServiceDep) -> None:
    """Delete one post."""
    await service.delete(post_id)
