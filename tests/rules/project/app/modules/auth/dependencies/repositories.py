"""The repository of auth, in the session of the request."""

from typing import Annotated

from fastapi import Depends

from app.core.db.session import SessionDep

from ..repositories import UserRepository


async def get_repository(session: SessionDep) -> UserRepository:
    """Give a route the users."""
    return UserRepository(session)


UserRepositoryDep = Annotated[UserRepository, Depends(get_repository)]
