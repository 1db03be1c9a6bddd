"""The only code of this module that speaks to the database."""

from .billing import BillingRepository

__all__ = [
    "BillingRepository",
]
