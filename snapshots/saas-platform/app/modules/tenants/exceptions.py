"""The errors of tenants; callers rely on their codes."""

from app.core.errors import BadRequestError, ConflictError, NotFoundError


class TenantDoesNotExistError(NotFoundError):
    """No tenant has this id, or it was deleted."""

    code = "TENANTS_NOT_FOUND"
    title = "There is no such tenant"


class TenantAlreadyExistsError(ConflictError):
    """Another tenant holds a value that must be unique."""

    code = "TENANTS_ALREADY_EXISTS"
    title = "Another tenant has this value already"


class TenantBatchTooLargeError(BadRequestError):
    """More ids at once than `TENANTS_BATCH_LIMIT` allows."""

    code = "TENANTS_BATCH_TOO_LARGE"
    title = "Too many ids at once"


class UnknownOwnerError(ConflictError):
    """The `owner_id` leads nowhere."""

    code = "TENANTS_UNKNOWN_OWNER"
    title = "There is no such owner"
