"""The routes of messages; `routers.py` says who may use them."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from app.core.errors import problems
from app.core.schemas import Page

from ...dependencies.services import MessageServiceDep
from ...schemas.filters import MessageFilters
from ...schemas.requests import MessageCreate, MessageUpdate
from ...schemas.responses import MessageResponse

reading = APIRouter(prefix="/messages", tags=["messages"])
writing = APIRouter(prefix="/messages", tags=["messages"])


@writing.post("", status_code=201, responses=problems(409))
async def create_message(
    data: MessageCreate, service: MessageServiceDep, request: Request, response: Response
) -> MessageResponse:
    """Create a new message."""
    entity = await service.create(data)
    response.headers["Location"] = f"{request.url.path}/{entity.id}"
    return MessageResponse.model_validate(entity)


@reading.get("/{message_id}", responses=problems(404))
async def get_message(message_id: UUID, service: MessageServiceDep) -> MessageResponse:
    """Read one message."""
    entity = await service.get(message_id)
    return MessageResponse.model_validate(entity)


@reading.get("")
async def list_messages(
    params: Annotated[MessageFilters, Query()], service: MessageServiceDep
) -> Page[MessageResponse]:
    """Read a page of the messages that match the filters."""
    entities, total = await service.list(params)
    return Page[MessageResponse](
        items=list(map(MessageResponse.model_validate, entities)),
        total=total,
        page=params.page,
        per_page=params.per_page,
    )


@writing.patch("/{message_id}", responses=problems(404, 409))
async def update_message(
    message_id: UUID, data: MessageUpdate, service: MessageServiceDep
) -> MessageResponse:
    """Change what is given of one message."""
    entity = await service.update(message_id, data)
    return MessageResponse.model_validate(entity)


@writing.delete("/{message_id}", status_code=204, responses=problems(404))
async def delete_message(message_id: UUID, service: MessageServiceDep) -> None:
    """Delete one message."""
    await service.delete(message_id)
