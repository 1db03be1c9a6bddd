"""The routes of notifications; `routers.py` says who may use them."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from app.core.errors import problems
from app.core.schemas import Page

from ...dependencies.services import NotificationServiceDep
from ...schemas.filters import NotificationFilters
from ...schemas.requests import NotificationCreate, NotificationUpdate
from ...schemas.responses import NotificationResponse

reading = APIRouter(prefix="/notifications", tags=["notifications"])
writing = APIRouter(prefix="/notifications", tags=["notifications"])


@writing.post("", status_code=201)
async def create_notification(
    data: NotificationCreate, service: NotificationServiceDep, request: Request, response: Response
) -> NotificationResponse:
    """Create a new notification."""
    entity = await service.create(data)
    response.headers["Location"] = f"{request.url.path}/{entity.id}"
    return NotificationResponse.model_validate(entity)


@reading.get("/{notification_id}", responses=problems(404))
async def get_notification(
    notification_id: UUID, service: NotificationServiceDep
) -> NotificationResponse:
    """Read one notification."""
    entity = await service.get(notification_id)
    return NotificationResponse.model_validate(entity)


@reading.get("")
async def list_notifications(
    params: Annotated[NotificationFilters, Query()], service: NotificationServiceDep
) -> Page[NotificationResponse]:
    """Read a page of the notifications that match the filters."""
    entities, total = await service.list(params)
    return Page[NotificationResponse](
        items=list(map(NotificationResponse.model_validate, entities)),
        total=total,
        page=params.page,
        per_page=params.per_page,
    )


@writing.patch("/{notification_id}", responses=problems(404))
async def update_notification(
    notification_id: UUID, data: NotificationUpdate, service: NotificationServiceDep
) -> NotificationResponse:
    """Change what is given of one notification."""
    entity = await service.update(notification_id, data)
    return NotificationResponse.model_validate(entity)


@writing.delete("/{notification_id}", status_code=204, responses=problems(404))
async def delete_notification(notification_id: UUID, service: NotificationServiceDep) -> None:
    """Delete one notification."""
    await service.delete(notification_id)
