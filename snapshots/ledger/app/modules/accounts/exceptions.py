"""The errors of accounts; callers rely on their codes."""

from app.core.errors import BadRequestError, ConflictError, NotFoundError


class AccountDoesNotExistError(NotFoundError):
    """No account has this id, or it was deleted."""

    code = "ACCOUNTS_NOT_FOUND"
    title = "There is no such account"


class AccountAlreadyExistsError(ConflictError):
    """Another account holds a value that must be unique."""

    code = "ACCOUNTS_ALREADY_EXISTS"
    title = "Another account has this value already"


class AccountBatchTooLargeError(BadRequestError):
    """More ids at once than `ACCOUNTS_BATCH_LIMIT` allows."""

    code = "ACCOUNTS_BATCH_TOO_LARGE"
    title = "Too many ids at once"
