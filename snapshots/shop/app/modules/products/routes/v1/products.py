"""The routes of products; `routers.py` says who may use them."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from app.core.errors import problems
from app.core.schemas import Page

from ...dependencies.services import ProductServiceDep
from ...schemas.filters import ProductFilters
from ...schemas.requests import ProductCreate, ProductUpdate
from ...schemas.responses import ProductResponse

reading = APIRouter(prefix="/products", tags=["products"])
writing = APIRouter(prefix="/products", tags=["products"])


@writing.post("", status_code=201, responses=problems(409))
async def create_product(
    data: ProductCreate, service: ProductServiceDep, request: Request, response: Response
) -> ProductResponse:
    """Create a new product."""
    entity = await service.create(data)
    response.headers["Location"] = f"{request.url.path}/{entity.id}"
    return ProductResponse.model_validate(entity)


@reading.get("/{product_id}", responses=problems(404))
async def get_product(product_id: UUID, service: ProductServiceDep) -> ProductResponse:
    """Read one product."""
    entity = await service.get(product_id)
    return ProductResponse.model_validate(entity)


@reading.get("")
async def list_products(
    params: Annotated[ProductFilters, Query()], service: ProductServiceDep
) -> Page[ProductResponse]:
    """Read a page of the products that match the filters."""
    entities, total = await service.list(params)
    return Page[ProductResponse](
        items=list(map(ProductResponse.model_validate, entities)),
        total=total,
        page=params.page,
        per_page=params.per_page,
    )


@writing.patch("/{product_id}", responses=problems(404, 409))
async def update_product(
    product_id: UUID, data: ProductUpdate, service: ProductServiceDep
) -> ProductResponse:
    """Change what is given of one product."""
    entity = await service.update(product_id, data)
    return ProductResponse.model_validate(entity)


@writing.delete("/{product_id}", status_code=204, responses=problems(404))
async def delete_product(product_id: UUID, service: ProductServiceDep) -> None:
    """Delete one product."""
    await service.delete(product_id)
