"""The routes of orders; `routers.py` says who may use them."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from app.core.errors import problems
from app.core.schemas import Page

from ...dependencies.services import OrderServiceDep
from ...schemas.filters import OrderFilters
from ...schemas.requests import OrderCreate, OrderUpdate
from ...schemas.responses import OrderResponse

reading = APIRouter(prefix="/orders", tags=["orders"])
writing = APIRouter(prefix="/orders", tags=["orders"])


@writing.post("", status_code=201, responses=problems(409))
async def create_order(
    data: OrderCreate, service: OrderServiceDep, request: Request, response: Response
) -> OrderResponse:
    """Create a new order."""
    entity = await service.create(data)
    response.headers["Location"] = f"{request.url.path}/{entity.id}"
    return OrderResponse.model_validate(entity)


@reading.get("/{order_id}", responses=problems(404))
async def get_order(order_id: UUID, service: OrderServiceDep) -> OrderResponse:
    """Read one order."""
    entity = await service.get(order_id)
    return OrderResponse.model_validate(entity)


@reading.get("")
async def list_orders(
    params: Annotated[OrderFilters, Query()], service: OrderServiceDep
) -> Page[OrderResponse]:
    """Read a page of the orders that match the filters."""
    entities, total = await service.list(params)
    return Page[OrderResponse](
        items=list(map(OrderResponse.model_validate, entities)),
        total=total,
        page=params.page,
        per_page=params.per_page,
    )


@writing.patch("/{order_id}", responses=problems(404, 409))
async def update_order(
    order_id: UUID, data: OrderUpdate, service: OrderServiceDep
) -> OrderResponse:
    """Change what is given of one order."""
    entity = await service.update(order_id, data)
    return OrderResponse.model_validate(entity)


@writing.delete("/{order_id}", status_code=204, responses=problems(404))
async def delete_order(order_id: UUID, service: OrderServiceDep) -> None:
    """Delete one order."""
    await service.delete(order_id)
