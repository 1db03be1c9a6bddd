"""The door of messages: what others may use, beside its events.

Parameters and results are plain data, so that an HTTP client can take the place of
`LocalMessagesGateway` and nothing changes for those who call.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Annotated, Protocol
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel, ConfigDict

from .config import get_messages_settings
from .dependencies.repositories import MessageRepositoryDep
from .exceptions import MessageBatchTooLargeError
from .repositories import MessageRepository

__all__ = [
    "LocalMessagesGateway",
    "MessageBatchTooLargeError",
    "MessageDTO",
    "MessagesGateway",
    "MessagesGatewayDep",
    "get_messages_gateway",
]


class MessageDTO(BaseModel):
    """One message, as other modules see it."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    id: UUID
    created_at: dt.datetime
    updated_at: dt.datetime
    name: str
    description: str | None
    profile_id: UUID


class MessagesGateway(Protocol):
    """What other modules may ask."""

    async def get_message(self, entity_id: UUID) -> MessageDTO | None:
        """Return the message with this id, if there is one."""

    async def get_messages_by_ids(self, entity_ids: Sequence[UUID]) -> dict[UUID, MessageDTO]:
        """Return those that exist, by id; raise if too many are asked for."""


class LocalMessagesGateway:
    """Answers from the database of this process."""

    def __init__(self, repository: MessageRepository, batch_limit: int) -> None:
        """Answer from this repository, and refuse more ids at once than `batch_limit`."""
        self._repository = repository
        self._batch_limit = batch_limit

    async def get_message(self, entity_id: UUID) -> MessageDTO | None:
        """Return the message with this id, if there is one."""
        entity = await self._repository.get(entity_id)
        if entity is None:
            return None
        return MessageDTO.model_validate(entity)

    async def get_messages_by_ids(self, entity_ids: Sequence[UUID]) -> dict[UUID, MessageDTO]:
        """Return those that exist, by id, with one query."""
        if len(entity_ids) > self._batch_limit:
            raise MessageBatchTooLargeError
        entities = await self._repository.get_many(entity_ids)
        found = map(MessageDTO.model_validate, entities)
        return {each.id: each for each in found}


async def get_messages_gateway(repository: MessageRepositoryDep) -> MessagesGateway:
    """Give a route or a service the gateway of this process."""
    settings = get_messages_settings()
    return LocalMessagesGateway(repository, settings.batch_limit)


MessagesGatewayDep = Annotated[MessagesGateway, Depends(get_messages_gateway)]
