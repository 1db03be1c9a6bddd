"""The errors of products; callers rely on their codes."""

from app.core.errors import BadRequestError, ConflictError, NotFoundError


class ProductDoesNotExistError(NotFoundError):
    """No product has this id, or it was deleted."""

    code = "PRODUCTS_NOT_FOUND"
    title = "There is no such product"


class ProductAlreadyExistsError(ConflictError):
    """Another product holds a value that must be unique."""

    code = "PRODUCTS_ALREADY_EXISTS"
    title = "Another product has this value already"


class ProductBatchTooLargeError(BadRequestError):
    """More ids at once than `PRODUCTS_BATCH_LIMIT` allows."""

    code = "PRODUCTS_BATCH_TOO_LARGE"
    title = "Too many ids at once"
