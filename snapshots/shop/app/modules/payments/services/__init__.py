"""The rules of this module. They know nothing of HTTP or SQL."""

from .payments import PaymentService

__all__ = [
    "PaymentService",
]
