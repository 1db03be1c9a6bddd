"""The repositories of this module, each in the session of the request."""

from typing import Annotated

from fastapi import Depends

from app.core.db.session import UnitOfWorkDep

from ..repositories.sessions import SessionRepository
from ..repositories.users import UserRepository


async def get_user_repository(uow: UnitOfWorkDep) -> UserRepository:
    """Give a route the users."""
    return UserRepository(uow.session)


async def get_session_repository(uow: UnitOfWorkDep) -> SessionRepository:
    """Give a route the sessions."""
    return SessionRepository(uow.session)


UserRepositoryDep = Annotated[UserRepository, Depends(get_user_repository)]
SessionRepositoryDep = Annotated[SessionRepository, Depends(get_session_repository)]
