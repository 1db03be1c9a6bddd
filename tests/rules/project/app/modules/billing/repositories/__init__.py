"""The statements of billing."""

from .invoices import InvoiceRepository

__all__ = ["InvoiceRepository"]
