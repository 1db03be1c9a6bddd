"""The errors of authors; callers rely on their codes."""

from app.core.errors import BadRequestError, ConflictError, NotFoundError


class AuthorDoesNotExistError(NotFoundError):
    """No author has this id, or it was deleted."""

    code = "AUTHORS_NOT_FOUND"
    title = "There is no such author"


class AuthorAlreadyExistsError(ConflictError):
    """Another author holds a value that must be unique."""

    code = "AUTHORS_ALREADY_EXISTS"
    title = "Another author has this value already"


class AuthorBatchTooLargeError(BadRequestError):
    """More ids at once than `AUTHORS_BATCH_LIMIT` allows."""

    code = "AUTHORS_BATCH_TOO_LARGE"
    title = "Too many ids at once"
