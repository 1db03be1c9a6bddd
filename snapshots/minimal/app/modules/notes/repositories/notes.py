"""Reads and writes the notes table."""

from typing import get_args

from app.core.repository import SoftDeleteRepository

from ..models import Note
from ..schemas.filters import NoteFilters, Sorting
from ..schemas.requests import NoteCreate, NoteUpdate


class NoteRepository(SoftDeleteRepository[Note, NoteCreate, NoteUpdate]):
    """The notes that were not deleted."""

    model = Note
    filterable = NoteFilters.filterable()
    sortable = frozenset(name.removeprefix("-") for name in get_args(Sorting))
