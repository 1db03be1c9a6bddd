"""Test data of messages, and stand-ins without a database."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.core.ids import new_id
from app.modules.messages.gateway import MessageBatchTooLargeError, MessageDTO
from app.modules.messages.models import Message
from app.modules.messages.repositories import MessageRepository
from app.modules.messages.schemas.requests import MessageCreate
from tests import fakes

from .profiles import store_profile


def message_body() -> dict[str, Any]:
    """Return what creates one message, but for its references."""
    return {
        "name": "name",
        "description": "description",
        "profile_id": str(new_id()),
    }


def other_message_body() -> dict[str, Any]:
    """Return the same with another value for every field."""
    return {
        "name": "something else",
        "description": "something else",
        "profile_id": str(new_id()),
    }


async def message_references(session: AsyncSession) -> dict[str, Any]:
    """Return references that lead somewhere."""
    references: dict[str, Any] = {}
    references["profile_id"] = str((await store_profile(session)).id)
    return references


async def store_message(session: AsyncSession, /, **changes: object) -> Message:
    """Return one message that the database knows."""
    references = await message_references(session)
    body = {**message_body(), **references, **changes}
    data = MessageCreate.model_validate(body)
    return await MessageRepository(session).create(data)


def make_message(**changes: object) -> MessageDTO:
    """Return one message that no database knows."""
    now = dt.datetime.now(dt.UTC)
    stored = {"id": new_id(), "created_at": now, "updated_at": now}
    body = {**stored, **message_body(), **changes}
    return MessageDTO.model_validate(body)


class FakeMessagesGateway:
    """A stand-in that a contract test holds to what the real one does."""

    def __init__(self, *entities: MessageDTO, batch_limit: int = 1_000) -> None:
        """Know these and no others."""
        self._entities = {entity.id: entity for entity in entities}
        self._batch_limit = batch_limit

    async def get_message(self, entity_id: UUID) -> MessageDTO | None:
        """Return the message with this id, if there is one."""
        return self._entities.get(entity_id)

    async def get_messages_by_ids(self, entity_ids: Sequence[UUID]) -> dict[UUID, MessageDTO]:
        """Return those that exist, by id."""
        if len(entity_ids) > self._batch_limit:
            raise MessageBatchTooLargeError
        return {each: self._entities[each] for each in entity_ids if each in self._entities}


class FakeMessageRepository(fakes.InMemoryRepository, MessageRepository):
    """The messages of one test, in memory."""
