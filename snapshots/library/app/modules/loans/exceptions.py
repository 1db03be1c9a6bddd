"""The errors of loans; callers rely on their codes."""

from app.core.errors import BadRequestError, ConflictError, NotFoundError


class LoanDoesNotExistError(NotFoundError):
    """No loan has this id, or it was deleted."""

    code = "LOANS_NOT_FOUND"
    title = "There is no such loan"


class LoanAlreadyExistsError(ConflictError):
    """Another loan holds a value that must be unique."""

    code = "LOANS_ALREADY_EXISTS"
    title = "Another loan has this value already"


class LoanBatchTooLargeError(BadRequestError):
    """More ids at once than `LOANS_BATCH_LIMIT` allows."""

    code = "LOANS_BATCH_TOO_LARGE"
    title = "Too many ids at once"


class UnknownBookError(ConflictError):
    """The `book_id` leads nowhere."""

    code = "LOANS_UNKNOWN_BOOK"
    title = "There is no such book"


class UnknownReaderError(ConflictError):
    """The `reader_id` leads nowhere."""

    code = "LOANS_UNKNOWN_READER"
    title = "There is no such reader"
