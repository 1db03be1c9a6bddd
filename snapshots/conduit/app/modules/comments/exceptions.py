"""The errors of comments; callers rely on their codes."""

from app.core.errors import BadRequestError, ConflictError, NotFoundError


class CommentDoesNotExistError(NotFoundError):
    """No comment has this id, or it was deleted."""

    code = "COMMENTS_NOT_FOUND"
    title = "There is no such comment"


class CommentBatchTooLargeError(BadRequestError):
    """More ids at once than `COMMENTS_BATCH_LIMIT` allows."""

    code = "COMMENTS_BATCH_TOO_LARGE"
    title = "Too many ids at once"


class UnknownArticleError(ConflictError):
    """The `article_id` leads nowhere."""

    code = "COMMENTS_UNKNOWN_ARTICLE"
    title = "There is no such article"
