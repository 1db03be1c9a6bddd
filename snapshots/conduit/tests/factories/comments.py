"""Test data of comments, and stand-ins without a database."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.core.ids import new_id
from app.modules.comments.gateway import CommentBatchTooLargeError, CommentDTO
from app.modules.comments.models import Comment
from app.modules.comments.repositories import CommentRepository
from app.modules.comments.schemas.requests import CommentCreate
from tests import fakes

from .articles import store_article


def comment_body() -> dict[str, Any]:
    """Return what creates one comment, but for its references."""
    return {
        "body": "body",
        "article_id": str(new_id()),
    }


def other_comment_body() -> dict[str, Any]:
    """Return the same with another value for every field."""
    return {
        "body": "something else",
        "article_id": str(new_id()),
    }


async def comment_references(session: AsyncSession) -> dict[str, Any]:
    """Return references that lead somewhere."""
    references: dict[str, Any] = {}
    references["article_id"] = str((await store_article(session)).id)
    return references


async def store_comment(session: AsyncSession, /, **changes: object) -> Comment:
    """Return one comment that the database knows."""
    references = await comment_references(session)
    body = {**comment_body(), **references, **changes}
    data = CommentCreate.model_validate(body)
    return await CommentRepository(session).create(data)


def make_comment(**changes: object) -> CommentDTO:
    """Return one comment that no database knows."""
    now = dt.datetime.now(dt.UTC)
    stored = {"id": new_id(), "created_at": now, "updated_at": now}
    body = {**stored, **comment_body(), **changes}
    return CommentDTO.model_validate(body)


class FakeCommentsGateway:
    """A stand-in that a contract test holds to what the real one does."""

    def __init__(self, *entities: CommentDTO, batch_limit: int = 1_000) -> None:
        """Know these and no others."""
        self._entities = {entity.id: entity for entity in entities}
        self._batch_limit = batch_limit

    async def get_comment(self, entity_id: UUID) -> CommentDTO | None:
        """Return the comment with this id, if there is one."""
        return self._entities.get(entity_id)

    async def get_comments_by_ids(self, entity_ids: Sequence[UUID]) -> dict[UUID, CommentDTO]:
        """Return those that exist, by id."""
        if len(entity_ids) > self._batch_limit:
            raise CommentBatchTooLargeError
        return {each: self._entities[each] for each in entity_ids if each in self._entities}


class FakeCommentRepository(fakes.InMemoryRepository, CommentRepository):
    """The comments of one test, in memory."""
