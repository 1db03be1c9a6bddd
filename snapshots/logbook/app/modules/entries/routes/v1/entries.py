"""The routes of entries; `routers.py` says who may use them."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from app.core.errors import problems
from app.core.schemas import Page

from ...dependencies.services import EntryServiceDep
from ...schemas.filters import EntryFilters
from ...schemas.requests import EntryCreate, EntryUpdate
from ...schemas.responses import EntryResponse

reading = APIRouter(prefix="/entries", tags=["entries"])
writing = APIRouter(prefix="/entries", tags=["entries"])


@writing.post("", status_code=201)
async def create_entry(
    data: EntryCreate, service: EntryServiceDep, request: Request, response: Response
) -> EntryResponse:
    """Create a new entry."""
    entity = await service.create(data)
    response.headers["Location"] = f"{request.url.path}/{entity.id}"
    return EntryResponse.model_validate(entity)


@reading.get("/{entry_id}", responses=problems(404))
async def get_entry(entry_id: UUID, service: EntryServiceDep) -> EntryResponse:
    """Read one entry."""
    entity = await service.get(entry_id)
    return EntryResponse.model_validate(entity)


@reading.get("")
async def list_entries(
    params: Annotated[EntryFilters, Query()], service: EntryServiceDep
) -> Page[EntryResponse]:
    """Read a page of the entries that match the filters."""
    entities, total = await service.list(params)
    return Page[EntryResponse](
        items=list(map(EntryResponse.model_validate, entities)),
        total=total,
        page=params.page,
        per_page=params.per_page,
    )


@writing.patch("/{entry_id}", responses=problems(404))
async def update_entry(
    entry_id: UUID, data: EntryUpdate, service: EntryServiceDep
) -> EntryResponse:
    """Change what is given of one entry."""
    entity = await service.update(entry_id, data)
    return EntryResponse.model_validate(entity)


@writing.delete("/{entry_id}", status_code=204, responses=problems(404))
async def delete_entry(entry_id: UUID, service: EntryServiceDep) -> None:
    """Delete one entry."""
    await service.delete(entry_id)
