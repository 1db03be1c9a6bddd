"""The routes of payments; `routers.py` says who may use them."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from app.core.errors import problems
from app.core.schemas import Page

from ...dependencies.services import PaymentServiceDep
from ...schemas.filters import PaymentFilters
from ...schemas.requests import PaymentCreate, PaymentUpdate
from ...schemas.responses import PaymentResponse

reading = APIRouter(prefix="/payments", tags=["payments"])
writing = APIRouter(prefix="/payments", tags=["payments"])


@writing.post("", status_code=201, responses=problems(409))
async def create_payment(
    data: PaymentCreate, service: PaymentServiceDep, request: Request, response: Response
) -> PaymentResponse:
    """Create a new payment."""
    entity = await service.create(data)
    response.headers["Location"] = f"{request.url.path}/{entity.id}"
    return PaymentResponse.model_validate(entity)


@reading.get("/{payment_id}", responses=problems(404))
async def get_payment(payment_id: UUID, service: PaymentServiceDep) -> PaymentResponse:
    """Read one payment."""
    entity = await service.get(payment_id)
    return PaymentResponse.model_validate(entity)


@reading.get("")
async def list_payments(
    params: Annotated[PaymentFilters, Query()], service: PaymentServiceDep
) -> Page[PaymentResponse]:
    """Read a page of the payments that match the filters."""
    entities, total = await service.list(params)
    return Page[PaymentResponse](
        items=list(map(PaymentResponse.model_validate, entities)),
        total=total,
        page=params.page,
        per_page=params.per_page,
    )


@writing.patch("/{payment_id}", responses=problems(404, 409))
async def update_payment(
    payment_id: UUID, data: PaymentUpdate, service: PaymentServiceDep
) -> PaymentResponse:
    """Change what is given of one payment."""
    entity = await service.update(payment_id, data)
    return PaymentResponse.model_validate(entity)


@writing.delete("/{payment_id}", status_code=204, responses=problems(404))
async def delete_payment(payment_id: UUID, service: PaymentServiceDep) -> None:
    """Delete one payment."""
    await service.delete(payment_id)
