"""The errors of bookings; callers rely on their codes."""

from app.core.errors import BadRequestError, ConflictError, NotFoundError


class BookingDoesNotExistError(NotFoundError):
    """No booking has this id, or it was deleted."""

    code = "BOOKINGS_NOT_FOUND"
    title = "There is no such booking"


class BookingAlreadyExistsError(ConflictError):
    """Another booking holds a value that must be unique."""

    code = "BOOKINGS_ALREADY_EXISTS"
    title = "Another booking has this value already"


class BookingBatchTooLargeError(BadRequestError):
    """More ids at once than `BOOKINGS_BATCH_LIMIT` allows."""

    code = "BOOKINGS_BATCH_TOO_LARGE"
    title = "Too many ids at once"


class UnknownAccountError(ConflictError):
    """The `account_id` leads nowhere."""

    code = "BOOKINGS_UNKNOWN_ACCOUNT"
    title = "There is no such account"
