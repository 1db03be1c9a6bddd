"""The errors of this module, each with a code of its own."""

from app.core.errors import (
    BadRequestError,
    ConflictError,
    ForbiddenError,
    TooManyRequestsError,
    UnauthorizedError,
)


class MissingTokenError(UnauthorizedError):
    """The request carries no bearer token."""

    code = "AUTH_TOKEN_MISSING"
    title = "A bearer token is required"


class InvalidTokenError(UnauthorizedError):
    """The access token is not ours, is too old, or its session or its user is gone.

    Which of these it is stays untold: only someone who tries tokens would want to know.
    """

    code = "AUTH_TOKEN_INVALID"
    title = "The access token is not valid"
    headers = {"WWW-Authenticate": 'Bearer error="invalid_token"'}  # noqa: RUF012


class InvalidRefreshTokenError(UnauthorizedError):
    """The refresh token is unknown, too old, or has been used before."""

    code = "AUTH_REFRESH_TOKEN_INVALID"
    title = "The refresh token is not valid"
    headers = {"WWW-Authenticate": 'Bearer error="invalid_token"'}  # noqa: RUF012


class InvalidCredentialsError(UnauthorizedError):
    """The e-mail and the password do not belong together, or the user may not sign in."""

    code = "AUTH_CREDENTIALS_INVALID"
    title = "The e-mail or the password is wrong"


class WrongPasswordError(ForbiddenError):
    """The user is signed in, but the password given as the current one is not."""

    code = "AUTH_PASSWORD_WRONG"
    title = "The current password is wrong"


class UserAlreadyExistsError(ConflictError):
    """The e-mail belongs to another user."""

    code = "AUTH_USER_ALREADY_EXISTS"
    title = "There is a user with this e-mail already"


class TooManyTriesError(TooManyRequestsError):
    """Passwords are being tried faster than people do it."""

    code = "AUTH_TOO_MANY_TRIES"
    title = "Too many tries"


class UserBatchTooLargeError(BadRequestError):
    """More ids were asked for at once than `AUTH_BATCH_LIMIT` allows."""

    code = "AUTH_USER_BATCH_TOO_LARGE"
    title = "Too many ids at once"
