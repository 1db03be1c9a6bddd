"""The errors of payments; callers rely on their codes."""

from app.core.errors import BadRequestError, ConflictError, NotFoundError


class PaymentDoesNotExistError(NotFoundError):
    """No payment has this id, or it was deleted."""

    code = "PAYMENTS_NOT_FOUND"
    title = "There is no such payment"


class PaymentAlreadyExistsError(ConflictError):
    """Another payment holds a value that must be unique."""

    code = "PAYMENTS_ALREADY_EXISTS"
    title = "Another payment has this value already"


class PaymentBatchTooLargeError(BadRequestError):
    """More ids at once than `PAYMENTS_BATCH_LIMIT` allows."""

    code = "PAYMENTS_BATCH_TOO_LARGE"
    title = "Too many ids at once"


class UnknownOrderError(ConflictError):
    """The `order_id` leads nowhere."""

    code = "PAYMENTS_UNKNOWN_ORDER"
    title = "There is no such order"
