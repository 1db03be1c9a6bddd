"""Reads and writes the posts table."""

from collections.abc import Sequence
from typing import get_args
from uuid import UUID

import sqlalchemy as sa

from app.core.repository import SoftDeleteRepository

from ..models import Post
from ..schemas.filters import PostFilters, Sorting
from ..schemas.requests import PostCreate, PostUpdate


class PostRepository(SoftDeleteRepository[Post, PostCreate, PostUpdate]):
    """The posts that were not deleted."""

    model = Post
    filterable = PostFilters.filterable()
    sortable = frozenset(name.removeprefix("-") for name in get_args(Sorting))

    async def delete_by_profile_id(self, entity_id: UUID) -> Sequence[UUID]:
        """Delete what belongs to it, and return the ids of that."""
        deleted = await self.session.scalars(
            sa.update(Post)
            .where(Post.profile_id == entity_id, Post.deleted_at.is_(None))
            .values(deleted_at=sa.func.now())
            .returning(Post.id)
        )
        return deleted.all()
