"""The routes of notes; `routers.py` says who may use them."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from app.core.errors import problems
from app.core.schemas import Page

from ...dependencies.services import NoteServiceDep
from ...schemas.filters import NoteFilters
from ...schemas.requests import NoteCreate, NoteUpdate
from ...schemas.responses import NoteResponse

reading = APIRouter(prefix="/notes", tags=["notes"])
writing = APIRouter(prefix="/notes", tags=["notes"])


@writing.post("", status_code=201)
async def create_note(
    data: NoteCreate, service: NoteServiceDep, request: Request, response: Response
) -> NoteResponse:
    """Create a new note."""
    entity = await service.create(data)
    response.headers["Location"] = f"{request.url.path}/{entity.id}"
    return NoteResponse.model_validate(entity)


@reading.get("/{note_id}", responses=problems(404))
async def get_note(note_id: UUID, service: NoteServiceDep) -> NoteResponse:
    """Read one note."""
    entity = await service.get(note_id)
    return NoteResponse.model_validate(entity)


@reading.get("")
async def list_notes(
    params: Annotated[NoteFilters, Query()], service: NoteServiceDep
) -> Page[NoteResponse]:
    """Read a page of the notes that match the filters."""
    entities, total = await service.list(params)
    return Page[NoteResponse](
        items=list(map(NoteResponse.model_validate, entities)),
        total=total,
        page=params.page,
        per_page=params.per_page,
    )


@writing.patch("/{note_id}", responses=problems(404))
async def update_note(note_id: UUID, data: NoteUpdate, service: NoteServiceDep) -> NoteResponse:
    """Change what is given of one note."""
    entity = await service.update(note_id, data)
    return NoteResponse.model_validate(entity)


@writing.delete("/{note_id}", status_code=204, responses=problems(404))
async def delete_note(note_id: UUID, service: NoteServiceDep) -> None:
    """Delete one note."""
    await service.delete(note_id)
