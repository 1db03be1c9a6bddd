"""Reads and writes the messages table."""

from collections.abc import Sequence
from typing import get_args
from uuid import UUID

import sqlalchemy as sa

from app.core.repository import SoftDeleteRepository

from ..models import Message
from ..schemas.filters import MessageFilters, Sorting
from ..schemas.requests import MessageCreate, MessageUpdate


class MessageRepository(SoftDeleteRepository[Message, MessageCreate, MessageUpdate]):
    """The messages that were not deleted."""

    model = Message
    filterable = MessageFilters.filterable()
    sortable = frozenset(name.removeprefix("-") for name in get_args(Sorting))

    async def delete_by_profile_id(self, entity_id: UUID) -> Sequence[UUID]:
        """Delete what belongs to it, and return the ids of that."""
        deleted = await self.session.scalars(
            sa.update(Message)
            .where(Message.profile_id == entity_id, Message.deleted_at.is_(None))
            .values(deleted_at=sa.func.now())
            .returning(Message.id)
        )
        return deleted.all()
