"""The errors of messages; callers rely on their codes."""

from app.core.errors import BadRequestError, ConflictError, NotFoundError


class MessageDoesNotExistError(NotFoundError):
    """No message has this id, or it was deleted."""

    code = "MESSAGES_NOT_FOUND"
    title = "There is no such message"


class MessageBatchTooLargeError(BadRequestError):
    """More ids at once than `MESSAGES_BATCH_LIMIT` allows."""

    code = "MESSAGES_BATCH_TOO_LARGE"
    title = "Too many ids at once"


class UnknownProfileError(ConflictError):
    """The `profile_id` leads nowhere."""

    code = "MESSAGES_UNKNOWN_PROFILE"
    title = "There is no such profile"
