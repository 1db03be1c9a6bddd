"""Test data of tags, and stand-ins without a database."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.core.ids import new_id
from app.modules.tags.gateway import TagBatchTooLargeError, TagDTO
from app.modules.tags.models import Tag
from app.modules.tags.repositories import TagRepository
from app.modules.tags.schemas.requests import TagCreate
from tests import fakes

from .entries import store_entry


def tag_body() -> dict[str, Any]:
    """Return what creates one tag, but for its references."""
    return {
        "name": "name",
        "description": "description",
        "entry_id": str(new_id()),
    }


def other_tag_body() -> dict[str, Any]:
    """Return the same with another value for every field."""
    return {
        "name": "something else",
        "description": "something else",
        "entry_id": str(new_id()),
    }


async def tag_references(session: AsyncSession) -> dict[str, Any]:
    """Return references that lead somewhere."""
    references: dict[str, Any] = {}
    references["entry_id"] = str((await store_entry(session)).id)
    return references


async def store_tag(session: AsyncSession, /, **changes: object) -> Tag:
    """Return one tag that the database knows."""
    references = await tag_references(session)
    body = {**tag_body(), **references, **changes}
    data = TagCreate.model_validate(body)
    return await TagRepository(session).create(data)


def make_tag(**changes: object) -> TagDTO:
    """Return one tag that no database knows."""
    now = dt.datetime.now(dt.UTC)
    stored = {"id": new_id(), "created_at": now, "updated_at": now}
    body = {**stored, **tag_body(), **changes}
    return TagDTO.model_validate(body)


class FakeTagsGateway:
    """A stand-in that a contract test holds to what the real one does."""

    def __init__(self, *entities: TagDTO, batch_limit: int = 1_000) -> None:
        """Know these and no others."""
        self._entities = {entity.id: entity for entity in entities}
        self._batch_limit = batch_limit

    async def get_tag(self, entity_id: UUID) -> TagDTO | None:
        """Return the tag with this id, if there is one."""
        return self._entities.get(entity_id)

    async def get_tags_by_ids(self, entity_ids: Sequence[UUID]) -> dict[UUID, TagDTO]:
        """Return those that exist, by id."""
        if len(entity_ids) > self._batch_limit:
            raise TagBatchTooLargeError
        return {each: self._entities[each] for each in entity_ids if each in self._entities}


class FakeTagRepository(fakes.InMemoryRepository, TagRepository):
    """The tags of one test, in memory."""
