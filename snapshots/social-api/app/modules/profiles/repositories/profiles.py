"""Reads and writes the profiles table."""

from typing import get_args

from app.core.repository import SoftDeleteRepository

from ..exceptions import ProfileAlreadyExistsError
from ..models import Profile
from ..schemas.filters import ProfileFilters, Sorting
from ..schemas.requests import ProfileCreate, ProfileUpdate


class ProfileRepository(SoftDeleteRepository[Profile, ProfileCreate, ProfileUpdate]):
    """The profiles that were not deleted."""

    model = Profile
    conflict = ProfileAlreadyExistsError
    filterable = ProfileFilters.filterable()
    sortable = frozenset(name.removeprefix("-") for name in get_args(Sorting))
