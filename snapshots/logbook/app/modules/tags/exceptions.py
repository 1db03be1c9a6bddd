"""The errors of tags; callers rely on their codes."""

from app.core.errors import BadRequestError, ConflictError, NotFoundError


class TagDoesNotExistError(NotFoundError):
    """No tag has this id, or it was deleted."""

    code = "TAGS_NOT_FOUND"
    title = "There is no such tag"


class TagBatchTooLargeError(BadRequestError):
    """More ids at once than `TAGS_BATCH_LIMIT` allows."""

    code = "TAGS_BATCH_TOO_LARGE"
    title = "Too many ids at once"


class UnknownEntryError(ConflictError):
    """The `entry_id` leads nowhere."""

    code = "TAGS_UNKNOWN_ENTRY"
    title = "There is no such entry"
