"""The routes of tags; `routers.py` says who may use them."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from app.core.errors import problems
from app.core.schemas import Page

from ...dependencies.services import TagServiceDep
from ...schemas.filters import TagFilters
from ...schemas.requests import TagCreate, TagUpdate
from ...schemas.responses import TagResponse

reading = APIRouter(prefix="/tags", tags=["tags"])
writing = APIRouter(prefix="/tags", tags=["tags"])


@writing.post("", status_code=201, responses=problems(409))
async def create_tag(
    data: TagCreate, service: TagServiceDep, request: Request, response: Response
) -> TagResponse:
    """Create a new tag."""
    entity = await service.create(data)
    response.headers["Location"] = f"{request.url.path}/{entity.id}"
    return TagResponse.model_validate(entity)


@reading.get("/{tag_id}", responses=problems(404))
async def get_tag(tag_id: UUID, service: TagServiceDep) -> TagResponse:
    """Read one tag."""
    entity = await service.get(tag_id)
    return TagResponse.model_validate(entity)


@reading.get("")
async def list_tags(
    params: Annotated[TagFilters, Query()], service: TagServiceDep
) -> Page[TagResponse]:
    """Read a page of the tags that match the filters."""
    entities, total = await service.list(params)
    return Page[TagResponse](
        items=list(map(TagResponse.model_validate, entities)),
        total=total,
        page=params.page,
        per_page=params.per_page,
    )


@writing.patch("/{tag_id}", responses=problems(404, 409))
async def update_tag(tag_id: UUID, data: TagUpdate, service: TagServiceDep) -> TagResponse:
    """Change what is given of one tag."""
    entity = await service.update(tag_id, data)
    return TagResponse.model_validate(entity)


@writing.delete("/{tag_id}", status_code=204, responses=problems(404))
async def delete_tag(tag_id: UUID, service: TagServiceDep) -> None:
    """Delete one tag."""
    await service.delete(tag_id)
