"""The only code of this module that speaks to the database."""

from .payments import PaymentRepository

__all__ = [
    "PaymentRepository",
]
