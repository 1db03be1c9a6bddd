"""Reads and writes the authors table."""

from typing import get_args

from app.core.repository import SoftDeleteRepository

from ..exceptions import AuthorAlreadyExistsError
from ..models import Author
from ..schemas.filters import AuthorFilters, Sorting
from ..schemas.requests import AuthorCreate, AuthorUpdate


class AuthorRepository(SoftDeleteRepository[Author, AuthorCreate, AuthorUpdate]):
    """The authors that were not deleted."""

    model = Author
    conflict = AuthorAlreadyExistsError
    filterable = AuthorFilters.filterable()
    sortable = frozenset(name.removeprefix("-") for name in get_args(Sorting))
