"""The routes of tenants; `routers.py` says who may use them."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from app.core.errors import problems
from app.core.schemas import Page

from ...dependencies.services import TenantServiceDep
from ...schemas.filters import TenantFilters
from ...schemas.requests import TenantCreate, TenantUpdate
from ...schemas.responses import TenantResponse

reading = APIRouter(prefix="/tenants", tags=["tenants"])
writing = APIRouter(prefix="/tenants", tags=["tenants"])


@writing.post("", status_code=201, responses=problems(409))
async def create_tenant(
    data: TenantCreate, service: TenantServiceDep, request: Request, response: Response
) -> TenantResponse:
    """Create a new tenant."""
    entity = await service.create(data)
    response.headers["Location"] = f"{request.url.path}/{entity.id}"
    return TenantResponse.model_validate(entity)


@reading.get("/{tenant_id}", responses=problems(404))
async def get_tenant(tenant_id: UUID, service: TenantServiceDep) -> TenantResponse:
    """Read one tenant."""
    entity = await service.get(tenant_id)
    return TenantResponse.model_validate(entity)


@reading.get("")
async def list_tenants(
    params: Annotated[TenantFilters, Query()], service: TenantServiceDep
) -> Page[TenantResponse]:
    """Read a page of the tenants that match the filters."""
    entities, total = await service.list(params)
    return Page[TenantResponse](
        items=list(map(TenantResponse.model_validate, entities)),
        total=total,
        page=params.page,
        per_page=params.per_page,
    )


@writing.patch("/{tenant_id}", responses=problems(404, 409))
async def update_tenant(
    tenant_id: UUID, data: TenantUpdate, service: TenantServiceDep
) -> TenantResponse:
    """Change what is given of one tenant."""
    entity = await service.update(tenant_id, data)
    return TenantResponse.model_validate(entity)


@writing.delete("/{tenant_id}", status_code=204, responses=problems(404))
async def delete_tenant(tenant_id: UUID, service: TenantServiceDep) -> None:
    """Delete one tenant."""
    await service.delete(tenant_id)
