"""How routes get the services of notifications."""

from typing import Annotated

from fastapi import Depends

from app.core.db.session import UnitOfWorkDep

from ..services import NotificationService
from .repositories import NotificationRepositoryDep


async def get_notification_service(
    uow: UnitOfWorkDep, repository: NotificationRepositoryDep
) -> NotificationService:
    """Give a route the service, put together."""
    return NotificationService(uow, repository)


NotificationServiceDep = Annotated[NotificationService, Depends(get_notification_service)]
