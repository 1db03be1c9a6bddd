"""Reads and writes the tenants table."""

from typing import get_args

from app.core.repository import SoftDeleteRepository

from ..exceptions import TenantAlreadyExistsError
from ..models import Tenant
from ..schemas.filters import Sorting, TenantFilters
from ..schemas.requests import TenantCreate, TenantUpdate


class TenantRepository(SoftDeleteRepository[Tenant, TenantCreate, TenantUpdate]):
    """The tenants that were not deleted."""

    model = Tenant
    conflict = TenantAlreadyExistsError
    filterable = TenantFilters.filterable()
    sortable = frozenset(name.removeprefix("-") for name in get_args(Sorting))
