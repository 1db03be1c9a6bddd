"""The errors of notifications; callers rely on their codes."""

from app.core.errors import BadRequestError, NotFoundError


class NotificationDoesNotExistError(NotFoundError):
    """No notification has this id, or it was deleted."""

    code = "NOTIFICATIONS_NOT_FOUND"
    title = "There is no such notification"


class NotificationBatchTooLargeError(BadRequestError):
    """More ids at once than `NOTIFICATIONS_BATCH_LIMIT` allows."""

    code = "NOTIFICATIONS_BATCH_TOO_LARGE"
    title = "Too many ids at once"
