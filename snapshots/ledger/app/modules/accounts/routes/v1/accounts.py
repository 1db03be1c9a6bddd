"""The routes of accounts; `routers.py` says who may use them."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from app.core.errors import problems
from app.core.schemas import Page

from ...dependencies.services import AccountServiceDep
from ...schemas.filters import AccountFilters
from ...schemas.requests import AccountCreate, AccountUpdate
from ...schemas.responses import AccountResponse

reading = APIRouter(prefix="/accounts", tags=["accounts"])
writing = APIRouter(prefix="/accounts", tags=["accounts"])


@writing.post("", status_code=201, responses=problems(409))
async def create_account(
    data: AccountCreate, service: AccountServiceDep, request: Request, response: Response
) -> AccountResponse:
    """Create a new account."""
    entity = await service.create(data)
    response.headers["Location"] = f"{request.url.path}/{entity.id}"
    return AccountResponse.model_validate(entity)


@reading.get("/{account_id}", responses=problems(404))
async def get_account(account_id: UUID, service: AccountServiceDep) -> AccountResponse:
    """Read one account."""
    entity = await service.get(account_id)
    return AccountResponse.model_validate(entity)


@reading.get("")
async def list_accounts(
    params: Annotated[AccountFilters, Query()], service: AccountServiceDep
) -> Page[AccountResponse]:
    """Read a page of the accounts that match the filters."""
    entities, total = await service.list(params)
    return Page[AccountResponse](
        items=list(map(AccountResponse.model_validate, entities)),
        total=total,
        page=params.page,
        per_page=params.per_page,
    )


@writing.patch("/{account_id}", responses=problems(404, 409))
async def update_account(
    account_id: UUID, data: AccountUpdate, service: AccountServiceDep
) -> AccountResponse:
    """Change what is given of one account."""
    entity = await service.update(account_id, data)
    return AccountResponse.model_validate(entity)


@writing.delete("/{account_id}", status_code=204, responses=problems(404))
async def delete_account(account_id: UUID, service: AccountServiceDep) -> None:
    """Delete one account."""
    await service.delete(account_id)
