"""The errors of posts; callers rely on their codes."""

from app.core.errors import BadRequestError, ConflictError, NotFoundError


class PostDoesNotExistError(NotFoundError):
    """No post has this id, or it was deleted."""

    code = "POSTS_NOT_FOUND"
    title = "There is no such post"


class PostBatchTooLargeError(BadRequestError):
    """More ids at once than `POSTS_BATCH_LIMIT` allows."""

    code = "POSTS_BATCH_TOO_LARGE"
    title = "Too many ids at once"


class UnknownProfileError(ConflictError):
    """The `profile_id` leads nowhere."""

    code = "POSTS_UNKNOWN_PROFILE"
    title = "There is no such profile"
