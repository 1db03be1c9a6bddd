"""What can go wrong in billing."""


class InvoiceNotFoundError(Exception):
    """No such row."""
