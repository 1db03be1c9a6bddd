"""How routes get the services of messages."""

from typing import Annotated

from fastapi import Depends

from app.core.db.session import UnitOfWorkDep
from app.modules.profiles.gateway import ProfilesGatewayDep

from ..services import MessageService
from .repositories import MessageRepositoryDep


async def get_message_service(
    uow: UnitOfWorkDep, repository: MessageRepositoryDep, profiles: ProfilesGatewayDep
) -> MessageService:
    """Give a route the service, put together."""
    return MessageService(uow, repository, profiles)


MessageServiceDep = Annotated[MessageService, Depends(get_message_service)]
