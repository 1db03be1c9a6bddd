"""The service of this module, in the unit of work of the request."""

from typing import Annotated

from fastapi import Depends

from app.core.db.session import UnitOfWorkDep

from ..config import get_auth_settings
from ..services.auth import AuthService
from ..services.passwords import get_password_hasher
from ..services.throttle import Throttle, get_process_throttle
from ..services.tokens import get_access_tokens
from .repositories import SessionRepositoryDep, UserRepositoryDep


async def get_throttle() -> Throttle:
    """Give a route the counters of this process."""
    return get_process_throttle()


ThrottleDep = Annotated[Throttle, Depends(get_throttle)]


async def get_auth_service(
    uow: UnitOfWorkDep,
    users: UserRepositoryDep,
    sessions: SessionRepositoryDep,
    throttle: ThrottleDep,
) -> AuthService:
    """Give a route what signs users in and out."""
    return AuthService(
        uow,
        users=users,
        sessions=sessions,
        hasher=get_password_hasher(),
        tokens=get_access_tokens(),
        throttle=throttle,
        settings=get_auth_settings(),
    )


AuthServiceDep = Annotated[AuthService, Depends(get_auth_service)]
