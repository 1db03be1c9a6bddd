"""The routes of bookings; `routers.py` says who may use them."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from app.core.errors import problems
from app.core.schemas import Page

from ...dependencies.services import BookingServiceDep
from ...schemas.filters import BookingFilters
from ...schemas.requests import BookingCreate, BookingUpdate
from ...schemas.responses import BookingResponse

reading = APIRouter(prefix="/bookings", tags=["bookings"])
writing = APIRouter(prefix="/bookings", tags=["bookings"])


@writing.post("", status_code=201, responses=problems(409))
async def create_booking(
    data: BookingCreate, service: BookingServiceDep, request: Request, response: Response
) -> BookingResponse:
    """Create a new booking."""
    entity = await service.create(data)
    response.headers["Location"] = f"{request.url.path}/{entity.id}"
    return BookingResponse.model_validate(entity)


@reading.get("/{booking_id}", responses=problems(404))
async def get_booking(booking_id: UUID, service: BookingServiceDep) -> BookingResponse:
    """Read one booking."""
    entity = await service.get(booking_id)
    return BookingResponse.model_validate(entity)


@reading.get("")
async def list_bookings(
    params: Annotated[BookingFilters, Query()], service: BookingServiceDep
) -> Page[BookingResponse]:
    """Read a page of the bookings that match the filters."""
    entities, total = await service.list(params)
    return Page[BookingResponse](
        items=list(map(BookingResponse.model_validate, entities)),
        total=total,
        page=params.page,
        per_page=params.per_page,
    )


@writing.patch("/{booking_id}", responses=problems(404, 409))
async def update_booking(
    booking_id: UUID, data: BookingUpdate, service: BookingServiceDep
) -> BookingResponse:
    """Change what is given of one booking."""
    entity = await service.update(booking_id, data)
    return BookingResponse.model_validate(entity)


@writing.delete("/{booking_id}", status_code=204, responses=problems(404))
async def delete_booking(booking_id: UUID, service: BookingServiceDep) -> None:
    """Delete one booking."""
    await service.delete(booking_id)
