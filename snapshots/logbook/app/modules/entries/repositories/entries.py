"""Reads and writes the entries table."""

from typing import get_args

from app.core.repository import SoftDeleteRepository

from ..models import Entry
from ..schemas.filters import EntryFilters, Sorting
from ..schemas.requests import EntryCreate, EntryUpdate


class EntryRepository(SoftDeleteRepository[Entry, EntryCreate, EntryUpdate]):
    """The entries that were not deleted."""

    model = Entry
    filterable = EntryFilters.filterable()
    sortable = frozenset(name.removeprefix("-") for name in get_args(Sorting))
