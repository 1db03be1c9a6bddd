"""The routes of books, and who may use them."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from app.core.errors import problems
from app.core.routers import PUBLIC, include
from app.core.schemas import Page
from app.modules.auth.gateway import AUTHENTICATED

from .dependencies import BookServiceDep
from .schemas import BookCreate, BookFilters, BookResponse, BookUpdate

READS = PUBLIC
WRITES = AUTHENTICATED

reading = APIRouter(prefix="/books", tags=["books"])
writing = APIRouter(prefix="/books", tags=["books"])


@writing.post("", status_code=201, responses=problems(409))
async def create_book(
    data: BookCreate, service: BookServiceDep, request: Request, response: Response
) -> BookResponse:
    """Create a new book."""
    entity = await service.create(data)
    response.headers["Location"] = f"{request.url.path}/{entity.id}"
    return BookResponse.model_validate(entity)


@reading.get("/{book_id}", responses=problems(404))
async def get_book(book_id: UUID, service: BookServiceDep) -> BookResponse:
    """Read one book."""
    entity = await service.get(book_id)
    return BookResponse.model_validate(entity)


@reading.get("")
async def list_books(
    params: Annotated[BookFilters, Query()], service: BookServiceDep
) -> Page[BookResponse]:
    """Read a page of the books that match the filters."""
    entities, total = await service.list(params)
    return Page[BookResponse](
        items=list(map(BookResponse.model_validate, entities)),
        total=total,
        page=params.page,
        per_page=params.per_page,
    )


@writing.patch("/{book_id}", responses=problems(404, 409))
async def update_book(book_id: UUID, data: BookUpdate, service: BookServiceDep) -> BookResponse:
    """Change what is given of one book."""
    entity = await service.update(book_id, data)
    return BookResponse.model_validate(entity)


@writing.delete("/{book_id}", status_code=204, responses=problems(404))
async def delete_book(book_id: UUID, service: BookServiceDep) -> None:
    """Delete one book."""
    await service.delete(book_id)


router = APIRouter()
include(router, reading, READS)
include(router, writing, WRITES)
