"""Reads and writes the accounts table."""

from typing import get_args

from app.core.repository import SoftDeleteRepository

from ..exceptions import AccountAlreadyExistsError
from ..models import Account
from ..schemas.filters import AccountFilters, Sorting
from ..schemas.requests import AccountCreate, AccountUpdate


class AccountRepository(SoftDeleteRepository[Account, AccountCreate, AccountUpdate]):
    """The accounts that were not deleted."""

    model = Account
    conflict = AccountAlreadyExistsError
    filterable = AccountFilters.filterable()
    sortable = frozenset(name.removeprefix("-") for name in get_args(Sorting))
