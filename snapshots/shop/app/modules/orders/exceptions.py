"""The errors of orders; callers rely on their codes."""

from app.core.errors import BadRequestError, ConflictError, NotFoundError


class OrderDoesNotExistError(NotFoundError):
    """No order has this id, or it was deleted."""

    code = "ORDERS_NOT_FOUND"
    title = "There is no such order"


class OrderAlreadyExistsError(ConflictError):
    """Another order holds a value that must be unique."""

    code = "ORDERS_ALREADY_EXISTS"
    title = "Another order has this value already"


class OrderBatchTooLargeError(BadRequestError):
    """More ids at once than `ORDERS_BATCH_LIMIT` allows."""

    code = "ORDERS_BATCH_TOO_LARGE"
    title = "Too many ids at once"


class UnknownCustomerError(ConflictError):
    """The `customer_id` leads nowhere."""

    code = "ORDERS_UNKNOWN_CUSTOMER"
    title = "There is no such customer"


class UnknownProductError(ConflictError):
    """The `product_id` leads nowhere."""

    code = "ORDERS_UNKNOWN_PRODUCT"
    title = "There is no such product"
