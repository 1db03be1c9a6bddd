"""The errors of billings; callers rely on their codes."""

from app.core.errors import BadRequestError, ConflictError, NotFoundError


class BillingDoesNotExistError(NotFoundError):
    """No billing has this id, or it was deleted."""

    code = "BILLING_NOT_FOUND"
    title = "There is no such billing"


class BillingBatchTooLargeError(BadRequestError):
    """More ids at once than `BILLING_BATCH_LIMIT` allows."""

    code = "BILLING_BATCH_TOO_LARGE"
    title = "Too many ids at once"


class UnknownTenantError(ConflictError):
    """The `tenant_id` leads nowhere."""

    code = "BILLING_UNKNOWN_TENANT"
    title = "There is no such tenant"
