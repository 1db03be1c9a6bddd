"""The services of this module, in the unit of work of the request."""

from typing import Annotated

from fastapi import Depends

from app.core.db.session import UnitOfWorkDep

from ..config import get_auth_settings
from ..services.keys import get_issuer_keys
from ..services.tokens import AccessTokens
from ..services.users import UserService
from .repositories import UserRepositoryDep


async def get_access_tokens() -> AccessTokens:
    """Give a route what reads the tokens of the issuer."""
    return AccessTokens(get_issuer_keys(), get_auth_settings())


async def get_user_service(uow: UnitOfWorkDep, users: UserRepositoryDep) -> UserService:
    """Give a route what knows those who have been seen."""
    return UserService(uow, users)


AccessTokensDep = Annotated[AccessTokens, Depends(get_access_tokens)]
UserServiceDep = Annotated[UserService, Depends(get_user_service)]
