"""The rules of this module. They know nothing of HTTP or SQL."""

from .billing import BillingService

__all__ = [
    "BillingService",
]
