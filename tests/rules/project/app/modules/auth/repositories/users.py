"""Reads the table `users`."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from ..models import User


class UserRepository:
    """The users of one session."""

    def __init__(self, session: AsyncSession) -> None:
        """Work in this session."""
        self._session = session

    async def get(self, entity_id: UUID) -> User | None:
        """Return the row with this id, if there is one."""
        return await self._session.get(User, entity_id)
