"""The only code of this module that speaks to the database."""

from .tenants import TenantRepository

__all__ = [
    "TenantRepository",
]
