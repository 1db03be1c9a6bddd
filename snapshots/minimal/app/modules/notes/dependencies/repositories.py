"""How routes get the repositories of notes."""

from typing import Annotated

from fastapi import Depends

from app.core.db.session import UnitOfWorkDep

from ..repositories import NoteRepository


async def get_note_repository(uow: UnitOfWorkDep) -> NoteRepository:
    """Give a route the notes of its unit of work."""
    return NoteRepository(uow.session)


NoteRepositoryDep = Annotated[NoteRepository, Depends(get_note_repository)]
