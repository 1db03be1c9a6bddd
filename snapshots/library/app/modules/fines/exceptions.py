"""The errors of fines; callers rely on their codes."""

from app.core.errors import BadRequestError, ConflictError, NotFoundError


class FineDoesNotExistError(NotFoundError):
    """No fine has this id, or it was deleted."""

    code = "FINES_NOT_FOUND"
    title = "There is no such fine"


class FineBatchTooLargeError(BadRequestError):
    """More ids at once than `FINES_BATCH_LIMIT` allows."""

    code = "FINES_BATCH_TOO_LARGE"
    title = "Too many ids at once"


class UnknownLoanError(ConflictError):
    """The `loan_id` leads nowhere."""

    code = "FINES_UNKNOWN_LOAN"
    title = "There is no such loan"
