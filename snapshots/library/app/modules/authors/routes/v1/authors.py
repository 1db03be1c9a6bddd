"""The routes of authors; `routers.py` says who may use them."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from app.core.errors import problems
from app.core.schemas import Page

from ...dependencies.services import AuthorServiceDep
from ...schemas.filters import AuthorFilters
from ...schemas.requests import AuthorCreate, AuthorUpdate
from ...schemas.responses import AuthorResponse

reading = APIRouter(prefix="/authors", tags=["authors"])
writing = APIRouter(prefix="/authors", tags=["authors"])


@writing.post("", status_code=201, responses=problems(409))
async def create_author(
    data: AuthorCreate, service: AuthorServiceDep, request: Request, response: Response
) -> AuthorResponse:
    """Create a new author."""
    entity = await service.create(data)
    response.headers["Location"] = f"{request.url.path}/{entity.id}"
    return AuthorResponse.model_validate(entity)


@reading.get("/{author_id}", responses=problems(404))
async def get_author(author_id: UUID, service: AuthorServiceDep) -> AuthorResponse:
    """Read one author."""
    entity = await service.get(author_id)
    return AuthorResponse.model_validate(entity)


@reading.get("")
async def list_authors(
    params: Annotated[AuthorFilters, Query()], service: AuthorServiceDep
) -> Page[AuthorResponse]:
    """Read a page of the authors that match the filters."""
    entities, total = await service.list(params)
    return Page[AuthorResponse](
        items=list(map(AuthorResponse.model_validate, entities)),
        total=total,
        page=params.page,
        per_page=params.per_page,
    )


@writing.patch("/{author_id}", responses=problems(404, 409))
async def update_author(
    author_id: UUID, data: AuthorUpdate, service: AuthorServiceDep
) -> AuthorResponse:
    """Change what is given of one author."""
    entity = await service.update(author_id, data)
    return AuthorResponse.model_validate(entity)


@writing.delete("/{author_id}", status_code=204, responses=problems(404))
async def delete_author(author_id: UUID, service: AuthorServiceDep) -> None:
    """Delete one author."""
    await service.delete(author_id)
