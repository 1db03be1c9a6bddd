"""How routes get the repositories of messages."""

from typing import Annotated

from fastapi import Depends

from app.core.db.session import UnitOfWorkDep

from ..repositories import MessageRepository


async def get_message_repository(uow: UnitOfWorkDep) -> MessageRepository:
    """Give a route the messages of its unit of work."""
    return MessageRepository(uow.session)


MessageRepositoryDep = Annotated[MessageRepository, Depends(get_message_repository)]
