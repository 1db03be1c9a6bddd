"""The routes of fines, and who may use them."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from app.core.errors import problems
from app.core.routers import PUBLIC, include
from app.core.schemas import Page
from app.modules.auth.gateway import AUTHENTICATED

from ..domain.ports import FineQuery
from .dependencies import FineHandlersDep
from .schemas import FineCreate, FineFilters, FineResponse, FineUpdate, changes_of, values_of

READS = PUBLIC
WRITES = AUTHENTICATED

reading = APIRouter(prefix="/fines", tags=["fines"])
writing = APIRouter(prefix="/fines", tags=["fines"])


@writing.post("", status_code=201, responses=problems(409))
async def create_fine(
    data: FineCreate, handlers: FineHandlersDep, request: Request, response: Response
) -> FineResponse:
    """Create a new fine."""
    entity = await handlers.create(values_of(data))
    response.headers["Location"] = f"{request.url.path}/{entity.id}"
    return FineResponse.model_validate(entity)


@reading.get("/{fine_id}", responses=problems(404))
async def get_fine(fine_id: UUID, handlers: FineHandlersDep) -> FineResponse:
    """Read one fine."""
    entity = await handlers.get(fine_id)
    return FineResponse.model_validate(entity)


@reading.get("")
async def list_fines(
    params: Annotated[FineFilters, Query()], handlers: FineHandlersDep
) -> Page[FineResponse]:
    """Read a page of the fines that match the filters."""
    names = params.filterable()
    query = FineQuery(
        values={name: value for name, value in params if name in names and value is not None},
        order=params.sort,
        page=params.page,
        per_page=params.per_page,
    )
    entities, total = await handlers.find(query)
    return Page[FineResponse](
        items=list(map(FineResponse.model_validate, entities)),
        total=total,
        page=params.page,
        per_page=params.per_page,
    )


@writing.patch("/{fine_id}", responses=problems(404, 409))
async def update_fine(fine_id: UUID, data: FineUpdate, handlers: FineHandlersDep) -> FineResponse:
    """Change what is given of one fine."""
    entity = await handlers.change(fine_id, changes_of(data))
    return FineResponse.model_validate(entity)


@writing.delete("/{fine_id}", status_code=204, responses=problems(404))
async def delete_fine(fine_id: UUID, handlers: FineHandlersDep) -> None:
    """Delete one fine."""
    await handlers.delete(fine_id)


router = APIRouter()
include(router, reading, READS)
include(router, writing, WRITES)
