"""The services of this module, in the unit of work of the request."""

from typing import Annotated

from fastapi import Depends

from app.core.config import get_settings
from app.core.db.session import UnitOfWorkDep

from ..config import get_auth_settings
from ..services.keys import KeyService
from ..services.users import UserService
from .repositories import KeyRepositoryDep, UserRepositoryDep


async def get_key_service(
    uow: UnitOfWorkDep, keys: KeyRepositoryDep, users: UserRepositoryDep
) -> KeyService:
    """Give a route what issues and revokes keys."""
    return KeyService(
        uow,
        keys=keys,
        users=users,
        settings=get_auth_settings(),
        app_name=get_settings().app_name,
    )


async def get_user_service(uow: UnitOfWorkDep, users: UserRepositoryDep) -> UserService:
    """Give a route what makes and changes users."""
    return UserService(uow, users)


KeyServiceDep = Annotated[KeyService, Depends(get_key_service)]
UserServiceDep = Annotated[UserService, Depends(get_user_service)]
