"""The routes of loans, and who may use them."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from app.core.errors import problems
from app.core.routers import PUBLIC, include
from app.core.schemas import Page
from app.modules.auth.gateway import AUTHENTICATED

from ..domain.ports import LoanQuery
from .dependencies import LoanHandlersDep
from .schemas import LoanCreate, LoanFilters, LoanResponse, LoanUpdate, changes_of, values_of

READS = PUBLIC
WRITES = AUTHENTICATED

reading = APIRouter(prefix="/loans", tags=["loans"])
writing = APIRouter(prefix="/loans", tags=["loans"])


@writing.post("", status_code=201, responses=problems(409))
async def create_loan(
    data: LoanCreate, handlers: LoanHandlersDep, request: Request, response: Response
) -> LoanResponse:
    """Create a new loan."""
    entity = await handlers.create(values_of(data))
    response.headers["Location"] = f"{request.url.path}/{entity.id}"
    return LoanResponse.model_validate(entity)


@reading.get("/{loan_id}", responses=problems(404))
async def get_loan(loan_id: UUID, handlers: LoanHandlersDep) -> LoanResponse:
    """Read one loan."""
    entity = await handlers.get(loan_id)
    return LoanResponse.model_validate(entity)


@reading.get("")
async def list_loans(
    params: Annotated[LoanFilters, Query()], handlers: LoanHandlersDep
) -> Page[LoanResponse]:
    """Read a page of the loans that match the filters."""
    names = params.filterable()
    query = LoanQuery(
        values={name: value for name, value in params if name in names and value is not None},
        order=params.sort,
        page=params.page,
        per_page=params.per_page,
    )
    entities, total = await handlers.find(query)
    return Page[LoanResponse](
        items=list(map(LoanResponse.model_validate, entities)),
        total=total,
        page=params.page,
        per_page=params.per_page,
    )


@writing.patch("/{loan_id}", responses=problems(404, 409))
async def update_loan(loan_id: UUID, data: LoanUpdate, handlers: LoanHandlersDep) -> LoanResponse:
    """Change what is given of one loan."""
    entity = await handlers.change(loan_id, changes_of(data))
    return LoanResponse.model_validate(entity)


@writing.delete("/{loan_id}", status_code=204, responses=problems(404))
async def delete_loan(loan_id: UUID, handlers: LoanHandlersDep) -> None:
    """Delete one loan."""
    await handlers.delete(loan_id)


router = APIRouter()
include(router, reading, READS)
include(router, writing, WRITES)
