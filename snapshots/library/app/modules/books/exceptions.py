"""The errors of books; callers rely on their codes."""

from app.core.errors import BadRequestError, ConflictError, NotFoundError


class BookDoesNotExistError(NotFoundError):
    """No book has this id, or it was deleted."""

    code = "BOOKS_NOT_FOUND"
    title = "There is no such book"


class BookAlreadyExistsError(ConflictError):
    """Another book holds a value that must be unique."""

    code = "BOOKS_ALREADY_EXISTS"
    title = "Another book has this value already"


class BookBatchTooLargeError(BadRequestError):
    """More ids at once than `BOOKS_BATCH_LIMIT` allows."""

    code = "BOOKS_BATCH_TOO_LARGE"
    title = "Too many ids at once"


class UnknownAuthorError(ConflictError):
    """The `author_id` leads nowhere."""

    code = "BOOKS_UNKNOWN_AUTHOR"
    title = "There is no such author"
