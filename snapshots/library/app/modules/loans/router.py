"""The routes of loans, and who may use them."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from app.core.errors import problems
from app.core.routers import PUBLIC, include
from app.core.schemas import Page
from app.modules.auth.gateway import AUTHENTICATED

from .dependencies import LoanServiceDep
from .schemas import LoanCreate, LoanFilters, LoanResponse, LoanUpdate

READS = PUBLIC
WRITES = AUTHENTICATED

reading = APIRouter(prefix="/loans", tags=["loans"])
writing = APIRouter(prefix="/loans", tags=["loans"])


@writing.post("", status_code=201, responses=problems(409))
async def create_loan(
    data: LoanCreate, service: LoanServiceDep, request: Request, response: Response
) -> LoanResponse:
    """Create a new loan."""
    entity = await service.create(data)
    response.headers["Location"] = f"{request.url.path}/{entity.id}"
    return LoanResponse.model_validate(entity)


@reading.get("/{loan_id}", responses=problems(404))
async def get_loan(loan_id: UUID, service: LoanServiceDep) -> LoanResponse:
    """Read one loan."""
    entity = await service.get(loan_id)
    return LoanResponse.model_validate(entity)


@reading.get("")
async def list_loans(
    params: Annotated[LoanFilters, Query()], service: LoanServiceDep
) -> Page[LoanResponse]:
    """Read a page of the loans that match the filters."""
    entities, total = await service.list(params)
    return Page[LoanResponse](
        items=list(map(LoanResponse.model_validate, entities)),
        total=total,
        page=params.page,
        per_page=params.per_page,
    )


@writing.patch("/{loan_id}", responses=problems(404, 409))
async def update_loan(loan_id: UUID, data: LoanUpdate, service: LoanServiceDep) -> LoanResponse:
    """Change what is given of one loan."""
    entity = await service.update(loan_id, data)
    return LoanResponse.model_validate(entity)


@writing.delete("/{loan_id}", status_code=204, responses=problems(404))
async def delete_loan(loan_id: UUID, service: LoanServiceDep) -> None:
    """Delete one loan."""
    await service.delete(loan_id)


router = APIRouter()
include(router, reading, READS)
include(router, writing, WRITES)
