"""Reads and writes the comments table."""

from collections.abc import Sequence
from typing import get_args
from uuid import UUID

import sqlalchemy as sa

from app.core.repository import SoftDeleteRepository

from ..models import Comment
from ..schemas.filters import CommentFilters, Sorting
from ..schemas.requests import CommentCreate, CommentUpdate


class CommentRepository(SoftDeleteRepository[Comment, CommentCreate, CommentUpdate]):
    """The comments that were not deleted."""

    model = Comment
    filterable = CommentFilters.filterable()
    sortable = frozenset(name.removeprefix("-") for name in get_args(Sorting))

    async def delete_by_article_id(self, entity_id: UUID) -> Sequence[UUID]:
        """Delete what belongs to it, and return the ids of that."""
        deleted = await self.session.scalars(
            sa.update(Comment)
            .where(Comment.article_id == entity_id, Comment.deleted_at.is_(None))
            .values(deleted_at=sa.func.now())
            .returning(Comment.id)
        )
        return deleted.all()
