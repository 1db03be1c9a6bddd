"""The rules of this module. They know nothing of HTTP or SQL."""

from .tenants import TenantService

__all__ = [
    "TenantService",
]
