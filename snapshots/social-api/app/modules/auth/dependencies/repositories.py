"""The repositories of this module, each in the session of the request."""

from typing import Annotated

from fastapi import Depends

from app.core.db.session import UnitOfWorkDep

from ..repositories.users import UserRepository


async def get_user_repository(uow: UnitOfWorkDep) -> UserRepository:
    """Give a route the users."""
    return UserRepository(uow.session)


UserRepositoryDep = Annotated[UserRepository, Depends(get_user_repository)]
