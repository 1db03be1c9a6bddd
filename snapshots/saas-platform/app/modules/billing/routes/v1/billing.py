"""The routes of billings; `routers.py` says who may use them."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from app.core.errors import problems
from app.core.schemas import Page

from ...dependencies.services import BillingServiceDep
from ...schemas.filters import BillingFilters
from ...schemas.requests import BillingCreate, BillingUpdate
from ...schemas.responses import BillingResponse

reading = APIRouter(prefix="/billing", tags=["billing"])
writing = APIRouter(prefix="/billing", tags=["billing"])


@writing.post("", status_code=201, responses=problems(409))
async def create_billing(
    data: BillingCreate, service: BillingServiceDep, request: Request, response: Response
) -> BillingResponse:
    """Create a new billing."""
    entity = await service.create(data)
    response.headers["Location"] = f"{request.url.path}/{entity.id}"
    return BillingResponse.model_validate(entity)


@reading.get("/{billing_id}", responses=problems(404))
async def get_billing(billing_id: UUID, service: BillingServiceDep) -> BillingResponse:
    """Read one billing."""
    entity = await service.get(billing_id)
    return BillingResponse.model_validate(entity)


@reading.get("")
async def list_billings(
    params: Annotated[BillingFilters, Query()], service: BillingServiceDep
) -> Page[BillingResponse]:
    """Read a page of the billings that match the filters."""
    entities, total = await service.list(params)
    return Page[BillingResponse](
        items=list(map(BillingResponse.model_validate, entities)),
        total=total,
        page=params.page,
        per_page=params.per_page,
    )


@writing.patch("/{billing_id}", responses=problems(404, 409))
async def update_billing(
    billing_id: UUID, data: BillingUpdate, service: BillingServiceDep
) -> BillingResponse:
    """Change what is given of one billing."""
    entity = await service.update(billing_id, data)
    return BillingResponse.model_validate(entity)


@writing.delete("/{billing_id}", status_code=204, responses=problems(404))
async def delete_billing(billing_id: UUID, service: BillingServiceDep) -> None:
    """Delete one billing."""
    await service.delete(billing_id)
