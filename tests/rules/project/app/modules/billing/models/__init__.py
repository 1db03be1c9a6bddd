"""The tables of billing."""

from .invoice import Invoice

__all__ = ["Invoice"]
