"""The routes of comments; `routers.py` says who may use them."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from app.core.errors import problems
from app.core.schemas import Page

from ...dependencies.services import CommentServiceDep
from ...schemas.filters import CommentFilters
from ...schemas.requests import CommentCreate, CommentUpdate
from ...schemas.responses import CommentResponse

reading = APIRouter(prefix="/comments", tags=["comments"])
writing = APIRouter(prefix="/comments", tags=["comments"])


@writing.post("", status_code=201, responses=problems(409))
async def create_comment(
    data: CommentCreate, service: CommentServiceDep, request: Request, response: Response
) -> CommentResponse:
    """Create a new comment."""
    entity = await service.create(data)
    response.headers["Location"] = f"{request.url.path}/{entity.id}"
    return CommentResponse.model_validate(entity)


@reading.get("/{comment_id}", responses=problems(404))
async def get_comment(comment_id: UUID, service: CommentServiceDep) -> CommentResponse:
    """Read one comment."""
    entity = await service.get(comment_id)
    return CommentResponse.model_validate(entity)


@reading.get("")
async def list_comments(
    params: Annotated[CommentFilters, Query()], service: CommentServiceDep
) -> Page[CommentResponse]:
    """Read a page of the comments that match the filters."""
    entities, total = await service.list(params)
    return Page[CommentResponse](
        items=list(map(CommentResponse.model_validate, entities)),
        total=total,
        page=params.page,
        per_page=params.per_page,
    )


@writing.patch("/{comment_id}", responses=problems(404, 409))
async def update_comment(
    comment_id: UUID, data: CommentUpdate, service: CommentServiceDep
) -> CommentResponse:
    """Change what is given of one comment."""
    entity = await service.update(comment_id, data)
    return CommentResponse.model_validate(entity)


@writing.delete("/{comment_id}", status_code=204, responses=problems(404))
async def delete_comment(comment_id: UUID, service: CommentServiceDep) -> None:
    """Delete one comment."""
    await service.delete(comment_id)
