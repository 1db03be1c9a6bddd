"""Reads and writes the tags table."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import get_args
from uuid import UUID

import sqlalchemy as sa

from app.core.repository import SoftDeleteRepository

from ..models import Tag
from ..schemas.filters import Sorting, TagFilters
from ..schemas.requests import TagCreate, TagUpdate


class TagRepository(SoftDeleteRepository[Tag, TagCreate, TagUpdate]):
    """The tags that were not deleted."""

    model = Tag
    filterable = TagFilters.filterable()
    sortable = frozenset(name.removeprefix("-") for name in get_args(Sorting))

    async def delete_by_entry_id(self, entity_id: UUID) -> Sequence[UUID]:
        """Delete what belongs to it, and return the ids of that."""
        deleted = await self.session.scalars(
            sa.update(Tag)
            .where(Tag.entry_id == entity_id, Tag.deleted_at.is_(None))
            .values(deleted_at=datetime.now(UTC))
            .returning(Tag.id)
        )
        return deleted.all()
