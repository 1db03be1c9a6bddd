"""How routes get the services of notes."""

from typing import Annotated

from fastapi import Depends

from app.core.db.session import UnitOfWorkDep

from ..services import NoteService
from .repositories import NoteRepositoryDep


async def get_note_service(uow: UnitOfWorkDep, repository: NoteRepositoryDep) -> NoteService:
    """Give a route the service, put together."""
    return NoteService(uow, repository)


NoteServiceDep = Annotated[NoteService, Depends(get_note_service)]
