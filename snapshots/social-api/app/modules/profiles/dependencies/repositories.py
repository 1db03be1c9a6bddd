"""How routes get the repositories of profiles."""

from typing import Annotated

from fastapi import Depends

from app.core.db.session import UnitOfWorkDep

from ..repositories import ProfileRepository


async def get_profile_repository(uow: UnitOfWorkDep) -> ProfileRepository:
    """Give a route the profiles of its unit of work."""
    return ProfileRepository(uow.session)


ProfileRepositoryDep = Annotated[ProfileRepository, Depends(get_profile_repository)]
