"""The tables: importing this package puts them all into the metadata of its `Base`."""

from .tenant import PlanChoice, Tenant

__all__ = [
    "PlanChoice",
    "Tenant",
]
