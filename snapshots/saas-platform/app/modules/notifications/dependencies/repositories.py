"""How routes get the repositories of notifications."""

from typing import Annotated

from fastapi import Depends

from app.core.db.session import UnitOfWorkDep

from ..repositories import NotificationRepository


async def get_notification_repository(uow: UnitOfWorkDep) -> NotificationRepository:
    """Give a route the notifications of its unit of work."""
    return NotificationRepository(uow.session)


NotificationRepositoryDep = Annotated[NotificationRepository, Depends(get_notification_repository)]
