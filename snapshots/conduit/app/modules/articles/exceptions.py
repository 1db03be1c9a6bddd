"""The errors of articles; callers rely on their codes."""

from app.core.errors import BadRequestError, ConflictError, NotFoundError


class ArticleDoesNotExistError(NotFoundError):
    """No article has this id, or it was deleted."""

    code = "ARTICLES_NOT_FOUND"
    title = "There is no such article"


class ArticleAlreadyExistsError(ConflictError):
    """Another article holds a value that must be unique."""

    code = "ARTICLES_ALREADY_EXISTS"
    title = "Another article has this value already"


class ArticleBatchTooLargeError(BadRequestError):
    """More ids at once than `ARTICLES_BATCH_LIMIT` allows."""

    code = "ARTICLES_BATCH_TOO_LARGE"
    title = "Too many ids at once"


class UnknownAuthorError(ConflictError):
    """The `author_id` leads nowhere."""

    code = "ARTICLES_UNKNOWN_AUTHOR"
    title = "There is no such author"
